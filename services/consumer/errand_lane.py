"""A lane for records that change no flight here: to be dead-lettered, re-keyed or re-produced."""

import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass

from services.consumer.epoch import Epoch
from services.consumer.logs import fields
from services.consumer.records import Record
from services.consumer.tools import Tools
from services.core.errors import InvalidEvent, Permanent, Retryable
from services.core.observability import correlated

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errand:
    """What to do with a record. `do` may run again: it is repeated until it ends well or for good."""

    record: Record
    do: Callable[[], Awaitable[None]]


class ErrandLane:
    """Serial. A record is done when its errand is, or when the dead-letter topic has it."""

    def __init__(self, epoch: Epoch, tools: Tools) -> None:
        self._epoch = epoch
        self._tools = tools
        self._waiting: deque[Errand] = deque()
        self._backoff = tools.backoff()
        self._failing_since: float | None = None

    @property
    def has_waiting(self) -> bool:
        """Whether `run` has something to do."""
        return bool(self._waiting)

    @property
    def failing_since(self) -> float | None:
        """Monotonic time since which every attempt has failed; None while they go well."""
        return self._failing_since

    def add(self, item: Errand) -> None:
        """Queue an errand."""
        self._waiting.append(item)

    async def run(self) -> None:
        """Run what waits, in order, until nothing does or the epoch drains."""
        while self._epoch.is_open and self._waiting:
            errand = self._waiting[0]
            traces = self._tools.traces
            with (
                correlated(errand.record.header("correlation-id")),
                traces.record(errand.record) if traces else nullcontext(),
            ):
                if not await self._finish(errand):
                    return
            self._waiting.popleft()
            self._epoch.complete(errand.record)
            self._tools.metrics.handled.labels(errand.record.partition.topic).inc()

    async def _finish(self, errand: Errand) -> bool:
        """True when the record is done, False when the epoch drained before."""
        bugs = 0
        while True:
            try:
                await errand.do()
            except Permanent as error:
                await self._bury(errand, error, 1)
                return True
            except Retryable as error:
                await self._wait(errand, error)
            except Exception as error:
                # A loop boundary: a bug of ours. Nothing is written anywhere yet, so after N
                # attempts the record may go to the dead-letter topic.
                logger.exception("errand_failed", extra=fields(record=errand.record.where))
                bugs += 1
                if bugs >= self._tools.handler_attempts:
                    await self._bury(errand, error, bugs)
                    return True
                await self._wait(errand, error)
            else:
                self._backoff.reset()
                self._failing_since = None
                return True
            if not self._epoch.is_open:
                return False

    async def _bury(self, errand: Errand, error: Exception, failures: int) -> None:
        self._failing_since = None
        reason = error.reason if isinstance(error, InvalidEvent) else "handler_failed"
        await self._tools.dead_letters.bury(errand.record, reason, error, failures)

    async def _wait(self, errand: Errand, error: Exception) -> None:
        self._tools.metrics.retries.labels(type(error).__name__).inc()
        if self._failing_since is None:
            self._failing_since = time.monotonic()
        seconds = self._backoff.next()
        logger.warning(
            "errand_waits",
            extra=fields(record=errand.record.where, error=str(error), seconds=seconds),
        )
        await self._epoch.pause(seconds)
