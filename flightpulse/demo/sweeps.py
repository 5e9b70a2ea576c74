"""Drives the sweeper: in AWS a schedule does it every minute, in a replay the minutes are simulated."""

import json
import time
from typing import Any

from services.core.clock import HOUR, Instant, format_instant

AT_MOST_EVERY_SECONDS = 3.0
"""More would only take the few workers from the messenger."""

MARK = HOUR // 2
"""Quiet hours of invented passengers end on the full or the half hour: in lockstep the day is swept then."""


class Sweeps:
    """Invokes the sweeper with a minute of the day."""

    def __init__(self, lambda_client: Any, function: str) -> None:
        self._lambda = lambda_client
        self._function = function
        self._next = time.monotonic() + AT_MOST_EVERY_SECONDS
        self._mark: Instant | None = None

    def at(self, now: Instant) -> None:
        """Sweep at this minute of the day, unless one was made shortly before; not waited for."""
        if time.monotonic() >= self._next:
            self._invoke(now, "Event")

    def passed(self, now: Instant) -> list[Instant]:
        """The half hours since this was asked last; none when it was not asked before."""
        mark = now - now % MARK
        last = mark if self._mark is None else self._mark
        self._mark = max(last, mark)
        return list(range(last + MARK, mark + 1, MARK))

    def finish(self, now: Instant) -> None:
        """One sweep, waited for."""
        self._invoke(now, "RequestResponse")

    def _invoke(self, now: Instant, kind: str) -> None:
        self._next = time.monotonic() + AT_MOST_EVERY_SECONDS
        self._lambda.invoke(
            FunctionName=self._function,
            InvocationType=kind,
            Payload=json.dumps({"now": format_instant(now)}).encode(),
        )
