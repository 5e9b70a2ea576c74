"""Waits for something to become true."""

import time
from collections.abc import Callable, Sequence

from tools.compose_check.stack import CheckFailed

POLL_SECONDS = 1.0


def until_none(missing: Callable[[], Sequence[str]], what: str, limit_seconds: float) -> float:
    """Until nothing is missing; returns the seconds it took. Raises CheckFailed with what still is."""
    started = time.monotonic()
    while found := missing():
        if time.monotonic() - started > limit_seconds:
            some = "\n  ".join(found[:5])
            raise CheckFailed(
                f"{what}: after {limit_seconds:g} s {len(found)} missing, for example\n  {some}"
            )
        time.sleep(POLL_SECONDS)
    return time.monotonic() - started
