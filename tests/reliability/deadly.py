"""The consumer with a bug that no handler can catch: some events end the process where it stands."""

import os
from collections.abc import Sequence
from typing import Any

from services.consumer import lane_loop
from services.consumer.checkpoints import EXIT_CODE
from services.consumer.fold import Arrival, fold

MARK = b'"gate": "D13"'
VARIANT = "tests.reliability.deadly:install"


def install() -> None:
    """Put the bug into this process."""
    vars(lane_loop)["fold"] = deadly_fold


def deadly_fold(stored: Any, state: Any, arrivals: Sequence[Arrival], *more: Any) -> Any:
    if any(MARK in (arrival.record.value or b"") for arrival in arrivals):
        os._exit(EXIT_CODE)
    return fold(stored, state, arrivals, *more)
