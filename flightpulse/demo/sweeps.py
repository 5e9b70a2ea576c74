"""Drives the sweeper: in AWS a schedule does it every minute, in a replay the minutes are simulated."""

import json
import time
from typing import Any

from services.core.clock import Instant, format_instant

AT_MOST_EVERY_SECONDS = 3.0


class Sweeps:
    """Invokes the sweeper with the minute of the day, every few seconds at the most."""

    def __init__(self, lambda_client: Any, function: str) -> None:
        self._lambda = lambda_client
        self._function = function
        self._next = time.monotonic() + AT_MOST_EVERY_SECONDS

    def at(self, now: Instant) -> None:
        """Sweep at this minute of the day, unless one was made shortly before; not waited for."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + AT_MOST_EVERY_SECONDS
            self._invoke(now, "Event")

    def finish(self, now: Instant) -> None:
        """One last sweep, waited for."""
        self._invoke(now, "RequestResponse")

    def _invoke(self, now: Instant, kind: str) -> None:
        self._lambda.invoke(
            FunctionName=self._function,
            InvocationType=kind,
            Payload=json.dumps({"now": format_instant(now)}).encode(),
        )
