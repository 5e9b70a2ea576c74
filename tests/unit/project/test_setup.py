"""Set-up tells a newcomer what is missing, and `make` alone tells what there is to run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.project.repository import ROOT
from tools import install


def test_a_machine_without_a_new_enough_python_is_told_what_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    target = tmp_path / "venv"
    run = subprocess.run(
        ["/bin/sh", "tools/venv.sh", str(target), "the demo", "-r", "requirements/demo.txt"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr
    assert not target.exists()


def test_an_installer_that_fails_is_quoted_and_fails_the_set_up(capfd: pytest.CaptureFixture[str]) -> None:
    code = install.main([sys.executable, "-c", "print('Collecting rich'); raise SystemExit('no such hash')"])
    shown = capfd.readouterr()
    assert code == 1
    assert "no such hash" in shown.err
    assert shown.out == ".\n"


def test_an_installer_that_works_shows_only_its_progress(capfd: pytest.CaptureFixture[str]) -> None:
    assert install.main([sys.executable, "-c", "print('Collecting rich\\nCollecting faker')"]) == 0
    assert capfd.readouterr() == ("..\n", "")


def test_make_alone_lists_every_target_with_a_sentence() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(" ".join(re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)).split())
    shown = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert targets == set(re.findall(r"^  make ([a-z-]+)  +\w", shown, re.MULTILINE))
