"""Taking what was understood out of the rest of a text."""

import re
from collections.abc import Callable
from typing import Final

from services.messenger.verify.readback.claims import Reading

FACT_MARK: Final = "\u2022"
"""Stands in the rest of a text where a fact was read."""


def take(reading: Reading, pattern: re.Pattern[str], note: Callable[[re.Match[str]], None]) -> None:
    """Note every match of the pattern, and put a mark in its place."""

    def noted(match: re.Match[str]) -> str:
        note(match)
        return FACT_MARK

    reading.rest = pattern.sub(noted, reading.rest)
