"""The crash hook of the crash matrix: ends the process at the n-th passing of a row."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

EXIT_CODE: Final = 9

ROWS: Final[Mapping[str, str]] = {
    "row-0": "records are fetched and not looked at",
    "row-1": "an event is decoded and waits in its lane",
    "row-2": "a request for history rows is answered",
    "row-3": "the history rows are written, the state is not",
    "row-4": "the state is written, the answer has just come",
    "row-5": "the state is written, nothing is published",
    "row-6": "the bus took some entries of a request and left others",
    "row-7": "the bus has answered, nobody knows what",
    "row-8": "every envelope is acknowledged, the offset is not done",
    "row-9": "a commit is answered, the answer is not noted",
    "row-10": "records are done behind one that is not, and a commit is due",
    "row-12": "a dead letter lies in its topic, its record is not done",
    "row-13": "it is put down that a record is begun alone",
    "row-14": "the intake has stopped for SIGTERM, the drain has not begun",
    "row-17": "a record that the process produces waits for its acknowledgement",
}
"""Where the process can be ended, by the rows of docs/crash-matrix.md. What happens to a whole group
(11, 15, 16) is no instant of one process."""

_SPEC: Final = re.compile(r"(row-\d{1,2})(?::([1-9]\d{0,5}))?")


@dataclass(frozen=True, slots=True)
class CrashPoint:
    """The `count`-th passing of this row."""

    row: str
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> "CrashPoint":
        """`row-5` or `row-5:3`. Raises ValueError, which says what is right."""
        match = _SPEC.fullmatch(text)
        if match is None or match[1] not in ROWS:
            raise ValueError(
                f"{text!r}: right is one of {', '.join(ROWS)}, and a count from 1, for example row-5:3"
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
