"""The consumer with a bug that no handler can catch: some events end the process where it stands."""

import os
import sys
from collections.abc import Sequence
from typing import Any

from services.consumer import lane_loop
from services.consumer.checkpoints import EXIT_CODE
from services.consumer.fold import Arrival, fold
from services.consumer.main import main

MARK = b'"gate": "D13"'


def deadly_fold(stored: Any, state: Any, arrivals: Sequence[Arrival], *more: Any) -> Any:
    if any(MARK in (arrival.record.value or b"") for arrival in arrivals):
        os._exit(EXIT_CODE)
    return fold(stored, state, arrivals, *more)


if __name__ == "__main__":
    vars(lane_loop)["fold"] = deadly_fold
    sys.exit(main())
