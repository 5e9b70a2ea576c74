"""The types of the modules, which are written as JSDoc, and of what the API answers (js/contract.d.ts)."""

import subprocess

from tests.browser.npm.install import FOLDER, TSC


def test_the_types_of_the_modules_fit_together() -> None:
    done = subprocess.run([TSC, "-p", FOLDER], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
