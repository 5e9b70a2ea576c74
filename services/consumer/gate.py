"""The gate before intake: shut while the bus or the table refuses everything."""

import logging
import time
from collections.abc import Callable
from typing import Final

from services.consumer.logs import fields

logger = logging.getLogger(__name__)

PROBE_SECONDS: Final = 30.0
"""Lanes with work try at least every 10 s and keep the gate shut; without any, intake probes after this."""


class Gate:
    """Shut by a refusal of everything, opened by the next thing that the same service accepts."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._shut: dict[str, tuple[str, float]] = {}

    @property
    def reasons(self) -> dict[str, str]:
        """Why it is shut, by service; empty while it is open."""
        return {service: why for service, (why, _) in self._shut.items()}

    @property
    def lets_pass(self) -> bool:
        """Whether intake may go on: open, or nobody has tried for so long that intake has to."""
        now = self._now()
        return all(now - since >= PROBE_SECONDS for _, since in self._shut.values())

    def shut(self, service: str, why: str) -> None:
        """Stop intake. The page hangs on this log line and on the gauge that follows the gate."""
        if service not in self._shut:
            logger.critical("intake_stopped", extra=fields(refused_by=service, reason=why))
        self._shut[service] = (why, self._now())

    def open(self, service: str) -> None:
        """This service accepts again."""
        if self._shut.pop(service, None):
            logger.warning("intake_resumed", extra=fields(refused_by=service))
