"""Carries out the effects of looks on the table, the bus and the writer of texts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from services.core.awsio.blocking.bus import Bus, Receipt
from services.core.clock import Clock, wall_deadline
from services.core.errors import Retryable
from services.messenger.ask import Ask
from services.messenger.effects import (
    Alarm,
    Effect,
    MakeText,
    Publish,
    ReadFlight,
    ReadRecipient,
    ReadTold,
    Record,
    Stamp,
    TakeStamp,
    WasWritten,
    WriteTold,
)
from services.messenger.events import notification_event
from services.messenger.metrics import Seen
from services.messenger.readers import Readers
from services.messenger.record import Writers
from services.messenger.told_record import ToldRecord
from services.messenger.views import FlightView, Recipient
from services.messenger.writer import TextWriter

_LOG = logging.getLogger(__name__)


class Desk:
    """The world of a look. `lease_seconds` outlasts any invocation; `token` gives a fresh one."""

    def __init__(
        self,
        readers: Readers,
        writers: Writers,
        bus: Bus,
        writer: TextWriter,
        clock: Clock,
        lease_seconds: int,
        token: Callable[[], str],
        seen: Seen | None = None,
    ) -> None:
        self._readers = readers
        self._writers = writers
        self._bus = bus
        self._writer = writer
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._token = token
        self.alarms = 0
        self.seen = seen or Seen()

    def perform(self, ask: Ask, effect: Effect) -> Any:
        """The answer to one effect. Raises Retryable or Permanent."""
        match effect:
            case ReadTold() | ReadRecipient() | ReadFlight() | WasWritten():
                return self._read(ask, effect)
            case MakeText(need):
                return self._writer.write(need)
            case TakeStamp():
                lease_until = wall_deadline(self._clock, self._lease_seconds)
                return Stamp(self._clock.now(), lease_until, self._token())
            case WriteTold(record, when):
                return self._writers.told(ask.flight_key, ask.contact_id, record, when)
            case Record(notifications):
                return self.record([(ask, Record(notifications))])
            case Publish():
                return self._publish_one(ask, effect)
            case Alarm(name, aspects):
                return self.alarm(ask, name, aspects=list(aspects))

    def flight(self, flight_key: str) -> FlightView:
        """One reading of the flight, for every look that waits for one."""
        return self._readers.flight(flight_key)

    def told(self, asks: Sequence[Ask]) -> list[Callable[[], ToldRecord]]:
        """What the contacts of these asks were told; all asks are about one flight."""
        return self._readers.told(asks[0].flight_key, [ask.contact_id for ask in asks])

    def recipients(self, asks: Sequence[Ask]) -> list[Callable[[], Recipient]]:
        """Who the contacts of these asks are; all asks are about one flight."""
        return self._readers.recipients(asks[0].flight_key, [ask.contact_id for ask in asks])

    def write_told(self, batches: Sequence[tuple[Ask, WriteTold]]) -> list[Callable[[], bool]]:
        """Writes TOLD for several looks, each under its own condition; all asks are about one flight."""
        changes = [(ask.contact_id, effect.record, effect.when) for ask, effect in batches]
        return self._writers.told_each(batches[0][0].flight_key, changes)

    def record(self, batches: Sequence[tuple[Ask, Record]]) -> None:
        """Writes the records of several looks in as few calls as may be."""
        for ask, effect in batches:
            self.seen.recorded(ask, effect.notifications)
        self._writers.notifications([each for _, effect in batches for each in effect.notifications])

    def publish(self, batches: Sequence[tuple[Ask, Publish]]) -> list[Retryable | None]:
        """Publishes for several looks in as few calls as may be; the error of each, if any."""
        events = [notification_event(each) for _, effect in batches for each in effect.notifications]
        receipts = iter(self._bus.publish(events))
        return [self._judge(ask, effect, receipts) for ask, effect in batches]

    def alarm(self, ask: Ask, name: str, **fields: object) -> None:
        """Says it where an alarm listens: an ERROR line, and the count in the invocation's metrics."""
        self.alarms += 1
        ids = {"flight_key": ask.flight_key, "contact_id": ask.contact_id, "event_id": ask.event_id}
        _LOG.error(name, extra={"fields": ids | {"alarm": name} | fields})

    def _read(self, ask: Ask, effect: ReadTold | ReadRecipient | ReadFlight | WasWritten) -> Any:
        match effect:
            case ReadTold():
                return self.told([ask])[0]()
            case ReadRecipient():
                return self.recipients([ask])[0]()
            case ReadFlight():
                return self.flight(ask.flight_key)
            case WasWritten(ids):
                return any(self._readers.is_recorded(identity) for identity in ids)

    def _publish_one(self, ask: Ask, effect: Publish) -> None:
        (error,) = self.publish([(ask, effect)])
        if error is not None:
            raise error

    def _judge(self, ask: Ask, effect: Publish, receipts: Iterator[Receipt]) -> Retryable | None:
        failed: str | None = None
        for notification in effect.notifications:
            receipt = next(receipts)
            if receipt.refused:
                # Sending it again cannot help: the refusal stands in for the acknowledgement.
                self._writers.refused(notification, receipt.refused)
                self.alarm(
                    ask,
                    "notification_refused",
                    notification_id=notification.notification_id,
                    code=receipt.refused,
                )
            failed = receipt.failed or failed
        return Retryable(f"put_events failed: {failed}") if failed else None
