"""The commands of a page, in their order: a fence says of each block whether it is run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

RUN: Final = "sh run"
NOT_RUN_HERE: Final = "sh not-run-here"
FENCE: Final = "```"
_HEADING = re.compile(r"#+ (?:\d+\. )?(.+)")


class Unmarked(ValueError):
    """A block that does not say whether it is run; the text names its line."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of the shell under the heading that they stand under."""

    heading: str
    runs: bool
    text: str


def blocks(page: str) -> Iterator[Block]:
    """Every block of code. Raises Unmarked, also for one that is only indented, and for an open fence."""
    heading, mark, held = "", None, list[str]()
    for number, line in enumerate(page.splitlines(), start=1):
        if mark is not None:
            if line == FENCE:
                yield Block(heading, mark == RUN, "\n".join(held))
                mark, held = None, []
            else:
                held.append(line)
        elif line.startswith(FENCE):
            mark = line.removeprefix(FENCE)
            if mark not in (RUN, NOT_RUN_HERE):
                raise Unmarked(f"line {number}: {mark!r} has to be {RUN!r} or {NOT_RUN_HERE!r}")
        elif re.match(r"( {4}|\t)\S", line):
            raise Unmarked(f"line {number}: put it in a fence that says {RUN!r} or {NOT_RUN_HERE!r}")
        elif found := _HEADING.match(line):
            heading = found[1]
    if mark is not None:
        raise Unmarked("the last fence is not closed")
