"""Fields of a log line, and a lid on what the Kafka client says during an outage."""

import logging
import time
from collections import Counter
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


class RepeatLimit(logging.Filter):
    """Lets ten warnings of ours with one text pass in a second; a later one says how many were left out.

    While a table is down every flight with news waits and tries again: a thousand would give hundreds of
    lines a second that say the same. What is worse than a warning passes always; metrics count everything.
    """

    def __init__(self, ours: str, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._ours = ours
        self._now = now
        self._second = 0
        self._passed: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line passes."""
        if record.levelno != logging.WARNING or not record.name.startswith(self._ours):
            return True
        second = int(self._now())
        if second != self._second:
            self._second = second
            self._passed.clear()
        text = record.msg
        self._passed[text] += 1
        if self._passed[text] > _PER_SECOND:
            self._left_out[text] += 1
            return False
        if left_out := self._left_out.pop(text, 0):
            record.fields = {**getattr(record, "fields", {}), "left_out": left_out}
        return True


def set_up(level: str) -> None:
    """Once, at the start of the process."""
    log_json("consumer", level)
    for handler in logging.getLogger().handlers:
        handler.addFilter(RateLimit("aiokafka"))
        handler.addFilter(RepeatLimit("services.consumer"))
    for library in ("aiokafka", "botocore"):
        logging.getLogger(library).setLevel(logging.WARNING)
