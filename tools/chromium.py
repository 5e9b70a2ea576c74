"""Finds the Chromium that the browser tests and the screenshots drive."""

import os
import shutil
from typing import Final

VARIABLE: Final = "FLIGHTPULSE_CHROMIUM"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def chromium() -> str | None:
    """Path of the one that the variable names, or else of the first one on the PATH; None: there is none."""
    named = os.environ.get(VARIABLE)
    return shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)


def why_no_chromium() -> str | None:
    """Why no browser can be driven here; None when there is one."""
    if chromium() is not None:
        return None
    if named := os.environ.get(VARIABLE):
        return f"no browser: {VARIABLE} names {named}, which cannot be run"
    return f"no browser: install Chromium (apt-get install chromium), or name one in {VARIABLE}"
