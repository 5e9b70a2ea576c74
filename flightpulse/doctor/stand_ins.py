"""What stands in for the cloud, and the flights that are replayed."""

import subprocess
import zipfile

from flightpulse.doctor.finding import Finding, fail, ok
from flightpulse.doctor.interpreter import SET_UP
from local.emulator.compat.version import PINNED
from local.emulator.environment import EmulatorMissing, emulator_python
from local.replay.dataset import DatasetMissing, archive

LIMIT_SECONDS = 30
ASK_VERSION = "from importlib.metadata import version; print(version('ministack'))"
MAKE_AGAIN = "remove .venv-emulator, then run `make setup`"


def emulator() -> Finding:
    """The embedded AWS is patched for one exact release."""
    try:
        python = emulator_python()
    except EmulatorMissing as missing:
        return fail("embedded AWS", str(missing).partition(". Run")[0], SET_UP)
    try:
        asked = subprocess.run(
            [str(python), "-c", ASK_VERSION],
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return fail("embedded AWS", f"its Python does not run ({type(error).__name__})", MAKE_AGAIN)
    found = asked.stdout.strip()
    if asked.returncode or not found:
        return fail("embedded AWS", "ministack is not in its environment", MAKE_AGAIN)
    if found != PINNED:
        return fail("embedded AWS", f"ministack {found}, not {PINNED}", MAKE_AGAIN)
    return ok("embedded AWS", f"ministack {found}")


def data() -> Finding:
    """The flights of 2013."""
    try:
        file = archive()
    except DatasetMissing:
        return fail("flights of 2013", "not installed", SET_UP)
    if not zipfile.is_zipfile(file):
        return fail("flights of 2013", f"{file} is missing or damaged", SET_UP)
    return ok("flights of 2013", file.name)
