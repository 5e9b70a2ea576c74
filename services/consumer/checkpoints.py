"""The crash hook of the crash matrix: ends the process at the n-th passing of a row."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

EXIT_CODE: Final = 9

_SPEC: Final = re.compile(r"(row-[4578])(?::([1-9]\d{0,5}))?")
"""The rows of docs/crash-matrix.md at which the process has a checkpoint."""


@dataclass(frozen=True, slots=True)
class CrashPoint:
    """The `count`-th passing of this row."""

    row: str
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> "CrashPoint":
        """`row-5` or `row-5:3`. Raises ValueError, which says what is right."""
        match = _SPEC.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{text!r}: right is row-4, row-5, row-7 or row-8, and a count from 1, for example row-5:3"
            )
        return cls(match[1], int(match[2] or 1))


def crash_at(point: CrashPoint, leave: Callable[[int], None] = os._exit) -> Callable[[str], None]:
    """The checkpoint that leaves there, without any clean-up, as a kill would."""
    left = point.count

    def checkpoint(passed: str) -> None:
        nonlocal left
        if passed != point.row:
            return
        left -= 1
        if left == 0:
            leave(EXIT_CODE)

    return checkpoint
