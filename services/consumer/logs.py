"""Fields of a log line, and a lid on what the Kafka client says during an outage."""

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from services.core.observability import log_json

_PER_SECOND: Final = 10
"""A leaderless partition without a broker gave 4,800 client lines a second."""


def fields(**known: object) -> dict[str, Any]:
    """`logger.info("name", extra=fields(epoch=3))`: ids and counts only."""
    return {"fields": known}


class RateLimit(logging.Filter):
    """Lets a few lines of a library per second pass; the rest is dropped, since it repeats itself."""

    def __init__(self, library: str, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._library = library
        self._now = now
        self._second = 0
        self._count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line passes."""
        if not record.name.startswith(self._library):
            return True
        second = int(self._now())
        if second != self._second:
            self._second, self._count = second, 0
        self._count += 1
        return self._count <= _PER_SECOND


def set_up(level: str) -> None:
    """Once, at the start of the process."""
    log_json("consumer", level)
    for handler in logging.getLogger().handlers:
        handler.addFilter(RateLimit("aiokafka"))
    for library in ("aiokafka", "botocore"):
        logging.getLogger(library).setLevel(logging.WARNING)
