"""The Python that runs this, and whether it is the one that the project set up."""

import os
import platform
import sys
from pathlib import Path

from flightpulse.doctor.finding import Finding, fail, ok, warn
from local.runtime.paths import REPOSITORY

OLDEST = (3, 11)
SET_UP = "run `make setup`"


def system() -> Finding:
    """Process groups and signals are POSIX."""
    name = f"{platform.system()} {platform.machine()}"
    return ok("system", name) if os.name == "posix" else fail("system", name, "use Linux, macOS or WSL")


def version(found: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """The language version."""
    text = ".".join(map(str, found))
    if found[:2] >= OLDEST:
        return ok("Python", text)
    return fail("Python", text, "FlightPulse needs 3.11 or newer: PYTHON=/path/to/python3.13 make setup")


def environment(prefix: Path = Path(sys.prefix), repository: Path = REPOSITORY) -> Finding:
    """The virtual environment that `make setup` makes."""
    expected = repository / ".venv"
    if not (expected / "bin" / "python").exists():
        return fail("environment", f"there is no {expected}", SET_UP)
    if prefix.resolve() != expected.resolve():
        return warn("environment", f"this Python is not {expected}", "run .venv/bin/python -m flightpulse")
    return ok("environment", str(expected))
