"""The crash hook of the crash matrix: ends the process at the n-th passing of a row."""

import os
from collections.abc import Callable
from typing import Final

EXIT_CODE: Final = 9


def crash_at(spec: str, leave: Callable[[int], None] = os._exit) -> Callable[[str], None]:
    """`row-5` or `row-5:3`. Leaves without any clean-up, as a kill would.

    Raises ValueError for a count that is not a number from 1.
    """
    row, _, count = spec.partition(":")
    left = int(count or "1")
    if left < 1:
        raise ValueError(f"not a checkpoint: {spec!r}; right is a row and a count, for example row-5:3")

    def checkpoint(passed: str) -> None:
        nonlocal left
        if passed != row:
            return
        left -= 1
        if left == 0:
            leave(EXIT_CODE)

    return checkpoint
