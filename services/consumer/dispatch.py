"""From a received record to the lane that handles it."""

import logging
from collections.abc import Awaitable, Callable, Hashable
from functools import lru_cache
from typing import Final

from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.errors import ProcessKilled, Unavailable
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import Arrival
from services.consumer.formats.decode import ahead_of, decode_event
from services.consumer.killed import set_aside
from services.consumer.lanes import Lanes
from services.consumer.logs import fields
from services.consumer.ports import BadBatch, Kafka
from services.consumer.records import Partition, Record
from services.consumer.rekey import Rekeyer, lane_of
from services.consumer.tools import Tools
from services.core.clock import MINUTE
from services.core.errors import InvalidEvent
from services.core.flight.event import FlightEvent

logger = logging.getLogger(__name__)

UNKNOWN_VERSION: Final = "unknown_schema_version"
SKEW: Final = 5 * MINUTE
"""Beyond this a clock is wrong, and somebody should know."""


class Dispatcher:
    """Decodes and routes; it never waits, so one slow flight cannot hold up the intake."""

    def __init__(
        self,
        tools: Tools,
        kafka: Kafka,
        rekeyer: Rekeyer,
        raw_topic: str,
        place: Callable[[str, bytes], int | None],
        hold: bool = False,
    ) -> None:
        """`place` says on which partition of a topic murmur2 puts a key, None while that is not known.

        `hold` keeps events of a schema version that is not known for a release that reads it.
        """
        self._hold = hold
        self._tools = tools
        self._kafka = kafka
        self._rekeyer = rekeyer
        self._raw_topic = raw_topic
        self._place = place
        # The client library looks a label up under a lock, for every record.
        self._received = lru_cache(maxsize=8)(tools.metrics.received.labels)

    def take(self, lanes: Lanes, record: Record) -> None:
        """Note the record as received and queue what it asks for."""
        lanes.epoch.receive(record)
        self._received(record.partition.topic).inc()
        if record.value is None:
            # No state is deleted by a tombstone: it says that a log entry may go, not that a flight has.
            self._tools.metrics.tombstones.inc()
            lanes.epoch.complete(record)
        elif record.partition.topic == self._raw_topic:
            self._errand(lanes, lane_of(record), record, lambda: self._rekeyer.rekey(record))
        else:
            self._take_event(lanes, record)

    def bury_killer(self, lanes: Lanes, record: Record, error: ProcessKilled) -> None:
        """Note the record as received, and have it set aside without a look at its value."""
        lanes.epoch.receive(record)
        self._received(record.partition.topic).inc()
        self._errand(lanes, _aside(record), record, lambda: set_aside(self._tools, record, error))

    def bury_batch(self, lanes: Lanes, batch: BadBatch) -> None:
        """Note the batch as received, as one record at its last offset, and have its bytes set aside."""
        record = batch.record
        lanes.epoch.receive(record)
        self._tools.metrics.corrupt_batches.inc()
        self._errand(lanes, _aside(record), record, lambda: self._tools.dead_letters.bury_batch(batch))

    def _take_event(self, lanes: Lanes, record: Record) -> None:
        try:
            event = decode_event(record)
        except InvalidEvent as error:
            self._refuse(lanes, record, error)
            return
        except Exception as error:
            # A bug in a decoder. Left to the intake it would take the rest of the fetch with it.
            logger.exception("decoder_failed", extra=fields(record=record.where))
            self._bury(lanes, record, "handler_failed", error)
            return
        if ahead_of(event, record) > SKEW:
            self._tools.metrics.clock_ahead.inc()
        if self._is_misrouted(record, event):
            self._errand(lanes, _aside(record), record, lambda: self._produce_again(record, event))
            return
        partition = record.partition
        lanes.submit(
            event.flight_key,
            lambda: FlightLane(event.flight_key, partition, lanes.epoch, self._tools),
            Arrival(event, record),
        )
        self._tools.checkpoint("row-1")

    def _refuse(self, lanes: Lanes, record: Record, error: InvalidEvent) -> None:
        if self._hold and error.reason == UNKNOWN_VERSION:
            self._errand(lanes, ("held", record.partition), record, lambda: _wait_for_release(error))
        else:
            self._bury(lanes, record, error.reason, error)

    def _is_misrouted(self, record: Record, event: FlightEvent) -> bool:
        """One writer per flight holds only if its events lie where its key says, under that key."""
        key = str(event.flight_key).encode()
        place = self._place(record.partition.topic, key)
        return record.key != key or place not in (record.partition.number, None)

    async def _produce_again(self, record: Record, event: FlightEvent) -> None:
        key = str(event.flight_key).encode()
        await self._kafka.send(record.partition.topic, key, record.value, record.headers)
        self._tools.metrics.misrouted.inc()

    def _bury(self, lanes: Lanes, record: Record, reason: str, error: Exception) -> None:
        bury = self._tools.dead_letters.bury
        self._errand(lanes, _aside(record), record, lambda: bury(record, reason, error))

    def _errand(
        self, lanes: Lanes, name: Hashable, record: Record, do: Callable[[], Awaitable[None]]
    ) -> None:
        lanes.submit(name, lambda: ErrandLane(lanes.epoch, self._tools), Errand(record, do))


async def _wait_for_release(error: InvalidEvent) -> None:
    """Never done: the offset stays, so the next release gets the record, and its alarm is the age of it."""
    raise Unavailable(f"held for a release that reads it: {error}")


def _aside(record: Record) -> tuple[str, Partition]:
    return "aside", record.partition
