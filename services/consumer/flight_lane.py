"""A flight's lane: turns its loop, waits after a failed turn, and gives up on nothing but a bad event."""

import logging
import time

from services.consumer.epoch import Epoch
from services.consumer.errors import HandlerFailed, HeadOfLine
from services.consumer.fold import Arrival
from services.consumer.lane_loop import LaneLoop
from services.consumer.logs import fields
from services.consumer.records import Partition, Record
from services.consumer.tools import Tools
from services.consumer.tracing import Traces
from services.core.contracts.dead_letters import HEAD_OF_LINE
from services.core.errors import Retryable
from services.core.flight.key import FlightKey
from services.core.observability import correlated

logger = logging.getLogger(__name__)


class FlightLane:
    """One serial lane. A failing flight waits in its own lane; the others go on."""

    def __init__(self, key: FlightKey, partition: Partition, epoch: Epoch, tools: Tools) -> None:
        self._key = key
        self._epoch = epoch
        self._tools = tools
        self._loop = LaneLoop(key, partition, epoch, tools)
        self._backoff = tools.backoff()
        self._failing_since: float | None = None
        self._bugs = 0
        self._at_work = False
        self._given_up: tuple[Partition, int] | None = None

    @property
    def has_waiting(self) -> bool:
        """Whether `run` has something to do."""
        return self._loop.has_waiting

    @property
    def failing_since(self) -> float | None:
        """Monotonic time since which every attempt has failed; None while they go well."""
        return self._failing_since

    def give_up(self, partition: Partition, offset: int) -> None:
        """Set this record aside after its next failure, if it is one of this lane and surely not written."""
        self._given_up = partition, offset

    def add(self, item: Arrival) -> None:
        """Queue an event."""
        self._loop.add(item)

    async def run(self) -> None:
        """Handle what waits until nothing does, or the epoch drains.

        A draining epoch drops what has not begun: it is not done, so it is delivered again. A fold begins
        when its lane has a slot, so that what arrives while a backlog keeps it waiting is part of it.
        """
        try:
            while self._epoch.is_open and self._loop.has_waiting:
                await self._take_slot()
                if self._has_fold():
                    await self._handle_fold()
                self._leave_slot()
        finally:
            self._leave_slot()

    def _has_fold(self) -> bool:
        return self._epoch.is_open and (bool(self._loop.folded) or self._loop.begin())

    async def _handle_fold(self) -> None:
        self._bugs = 0
        with correlated(self._loop.folded[0].event.correlation_id):
            if self._tools.traces is None:
                await self._finish_fold()
            else:
                await self._finish_traced(self._tools.traces)

    async def _finish_traced(self, traces: Traces) -> None:
        with traces.fold(self._loop.folded) as carried:
            self._loop.continue_from(carried)
            await self._finish_fold()

    async def _finish_fold(self) -> None:
        while self._loop.folded:
            try:
                await self._loop.turn()
            except HandlerFailed as error:
                await self._after_bug(error)
            except Retryable as error:
                await self._wait(error)
            except Exception as error:
                # A loop boundary. The step that failed is not the merge, so the event is not to
                # blame: it is tried again, and the age of the oldest record raises the alarm.
                logger.exception("lane_turn_failed", extra=fields(**self._fields()))
                await self._wait(error)
            else:
                self._backoff.reset()
                self._failing_since = None
                continue
            if not self._epoch.is_open:
                return
            if self._loop.folded and self._is_given_up(self._loop.folded[0].record):
                await self._set_head_aside()

    def _is_given_up(self, record: Record) -> bool:
        return self._given_up == (record.partition, record.offset)

    async def _set_head_aside(self) -> None:
        self._given_up = None  # asked again each second, for as long as it is in the way
        record = self._loop.folded[0].record
        try:
            if not await self._loop.may_give_up():
                logger.error("head_is_written", extra=fields(**self._fields()))
                return
            error = HeadOfLine(f"not done since {round(time.monotonic() - (self._failing_since or 0))} s")
            await self._tools.dead_letters.bury(record, HEAD_OF_LINE, error)
        except Retryable as error:
            logger.warning("head_stays", extra=fields(**self._fields(), error=str(error)))
            return
        self._failing_since = None
        self._loop.finish()

    async def _after_bug(self, error: HandlerFailed) -> None:
        """N attempts for one event alone; then the dead-letter topic has it, unless it is written."""
        logger.error("handler_failed", exc_info=error, extra=fields(**self._fields()))
        if len(self._loop.folded) > 1:
            self._loop.isolate()
            return
        self._bugs += 1
        if self._bugs < self._tools.handler_attempts:
            self._loop.forget()
            await self._wait(error)
            return
        arrival = self._loop.set_aside()
        if arrival is not None:
            cause = error.__cause__ or error
            await self._tools.dead_letters.bury(arrival.record, "handler_failed", cause, self._bugs)
        self._failing_since = None
        self._loop.forget()
        self._loop.finish()

    async def _wait(self, error: BaseException) -> None:
        self._tools.metrics.retries.labels(type(error).__name__).inc()
        if self._failing_since is None:
            self._failing_since = time.monotonic()
        seconds = self._backoff.next()
        logger.warning("lane_waits", extra=fields(**self._fields(), error=str(error), seconds=seconds))
        self._leave_slot()  # to flights that do not fail
        await self._epoch.pause(seconds)
        if self._epoch.is_open:
            await self._take_slot()

    async def _take_slot(self) -> None:
        await self._tools.slots.acquire()
        self._at_work = True

    def _leave_slot(self) -> None:
        if self._at_work:
            self._at_work = False
            self._tools.slots.release()

    def _fields(self) -> dict[str, object]:
        first = self._loop.folded[0] if self._loop.folded else None
        return {
            "flight_key": str(self._key),
            "record": first.record.where if first else None,
            "event_id": first.event.event_id if first else None,
        }
