"""Checks of arguments: each says what is wrong and what would be right."""

import argparse
import math
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from local.replay.dataset import FIRST_DAY, LAST_DAY
from local.replay.fault import Fault


def day(text: str) -> date:
    """A day that the data holds."""
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; right is 2013-03-08") from None
    if not FIRST_DAY <= value <= LAST_DAY:
        raise argparse.ArgumentTypeError(f"{text} is not in the data, which holds {FIRST_DAY} .. {LAST_DAY}")
    return value


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number from `low` to `high`."""

    def check(text: str) -> int:
        if not text.removeprefix("-").isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return int(text)

    return check


def whole_or_all(low: int, high: int) -> Callable[[str], int | None]:
    """A whole number from `low` to `high`; None for the word `all`."""
    check = whole(low, high)

    def check_or_all(text: str) -> int | None:
        if text == "all":
            return None
        try:
            return check(text)
        except argparse.ArgumentTypeError as wrong:
            raise argparse.ArgumentTypeError(f"{wrong}, nor the word all") from None

    return check_or_all


def number_from(low: float) -> Callable[[str], float]:
    """A finite number, `low` at least."""

    def check(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value >= low):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number of {low:g} or more")
        return value

    return check


def report_file(text: str) -> Path:
    """A file that can be written: its folder is there, and it is no folder itself."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a folder; right is a file name such as report.json")
    if not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"the folder of {text!r} does not exist; create it first")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text!r} may not be written; choose another file")
    return path


def fault_names(text: str) -> frozenset[Fault]:
    """Names of faults with commas between them."""
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in list(Fault)]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is no fault; there are {', '.join(Fault)}")
    return frozenset(Fault(name) for name in names)
