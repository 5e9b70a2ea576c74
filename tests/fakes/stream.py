"""The stream handler's world in memory, and writes as the table's stream tells of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from services.core.awsio.marshal import to_item
from services.core.clock import Instant
from services.core.embedded_metrics import EmbeddedMetrics
from services.core.errors import Retryable
from services.core.table import keys
from services.core.table.change_item import read_change
from services.core.table.flight_item import announced_by
from services.stream.batch import BatchHandler
from services.stream.ports import Item
from tests.fakes.bus import FakeBus

FLIGHT = "UA-0207-2013-03-08-EWR-1"
OTHER_FLIGHT = "B6-0012-2013-03-08-JFK-1"
ANN = "a" * 32
ANNOUNCED = "correlation-of-the-delay"
WALL: Instant = 1_795_000_000_000
WRITTEN_AT: Instant = 1_794_999_990_000
FIRST_NUMBER = 100_000_000_000_000_000_001

_numbers = count(FIRST_NUMBER)


def write(new: Item | None, old: Item | None = None, number: int | None = None) -> dict[str, Any]:
    """The stream's record of an insertion, a change (`old`) or a removal (`new` None)."""
    some = new or old or {}
    change: dict[str, Any] = {
        "ApproximateCreationDateTime": WRITTEN_AT / 1000,
        "Keys": to_item({"PK": some["PK"], "SK": some["SK"]}),
        "SequenceNumber": str(next(_numbers) if number is None else number),
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    }
    if new is not None:
        change["NewImage"] = to_item(new)
    if old is not None:
        change["OldImage"] = to_item(old)
    name = "REMOVE" if new is None else "INSERT" if old is None else "MODIFY"
    return {
        "eventID": "stream-event",
        "eventName": name,
        "eventSourceARN": "arn:stream",
        "dynamodb": change,
    }


def number_of(raw: Mapping[str, Any]) -> str:
    return str(raw["dynamodb"]["SequenceNumber"])


def booking(status: str = "CONFIRMED", ver: int = 1, **more: Any) -> Item:
    """A BKG item."""
    return {
        **keys.booking("01BOOKING").primary(),
        "type": "booking",
        "bookingId": "01BOOKING",
        "locatorHash": "hash-of-locator",
        "status": status,
        "ver": ver,
        "flightKeys": [FLIGHT],
        **more,
    }


def row(status: str = "CONFIRMED", flight: str = FLIGHT, contact: str = ANN, booking_id: str = "B1") -> Item:
    """A CTC item."""
    return {
        **keys.flight_contact(flight, contact, booking_id).primary(),
        **keys.contact_flight(contact, flight).gsi2(),
        "type": "flightContact",
        "flightKey": flight,
        "contactId": contact,
        "bookingId": booking_id,
        "status": status,
    }


def state(ver: int = 3, *, left: bool = True, flight: str = FLIGHT, announced: bool = True) -> Item:
    """A STATE item as far as the stream handler reads it."""
    truth = {"out": 1_362_754_200_000, "gate": "B7", "terminal": "C"}
    derived = {
        "phase": "BOARDING",
        "disposition": "OPERATING",
        "timeliness": "DELAYED",
        "delayMinutes": 40 + ver,
        "truth": truth,
        "facts": {"destination": "IAH", "scheduledOut": 1_362_751_500_000, "estimatedOut": truth["out"]},
    }
    envelope = {"id": "e", "detailType": "flight.delayed", "detail": {"correlationId": ANNOUNCED}}
    return {
        **keys.flight_state(flight).primary(),
        "type": "flight",
        "flightKey": flight,
        "ver": ver,
        "status": "delayed",
        "leftBaseline": left,
        "asOf": "2013-03-08T14:00:00Z",
        "derived": json.dumps(derived),
        "outbox": json.dumps({"envelopes": [envelope] if announced else []}),
    }


def notification(**more: Any) -> Item:
    """An NTF item, with the text that must go no further."""
    return {
        **keys.notification("n1").primary(),
        "type": "notification",
        "notificationId": "n1",
        "flightKey": FLIGHT,
        "contactId": ANN,
        "kind": "delay",
        "channel": "sms",
        "body": "Dear Ann, your flight is late",
        **more,
    }


def run(status: str = "RUNNING", **more: Any) -> Item:
    """A RUN item as the workflows write it."""
    started = {"eventId": "e1", "flightKey": FLIGHT, "occurredAt": "2013-03-08T13:00:00Z"}
    return {
        **keys.run("e1").primary(),
        "type": "run",
        "eventId": "e1",
        "flightKey": FLIGHT,
        "status": status,
        "execution": "arn:execution",
        "attempts": 1,
        "startedAt": "2026-11-18T11:06:00.000Z",
        "input": json.dumps({"detail-type": "flight.delayed", "detail": started}),
        **more,
    }


class InMemoryStreamTable:
    """`Table` in a dict; passes the contract test of the DynamoDB adapter. `down` names what fails."""

    def __init__(self, *items: Item) -> None:
        self.items: dict[tuple[str, str], Item] = {}
        self.down: set[str] = set()
        self.put_all(items)

    def disrupted(self, flight_keys: Iterable[str]) -> Mapping[str, str | None]:
        self._ask("disrupted")
        states = {key: self._get(keys.flight_state(key)) for key in flight_keys}
        return {key: announced_by(found) for key, found in states.items() if found.get("leftBaseline")}

    def flights_of(self, contact_id: str) -> Sequence[str]:
        self._ask("flights_of")
        wanted = keys.contact_pk(contact_id)
        return [item["flightKey"] for item in self.items.values() if item.get("GSI2PK") == wanted]

    def put_all(self, items: Sequence[Item]) -> None:
        if items:
            self._ask("put_all")
        self.items |= {(item["PK"], item["SK"]): dict(item) for item in items}

    def changes(self) -> list[Item]:
        changes = [item for (pk, _), item in sorted(self.items.items()) if pk.startswith("CHG#")]
        return [{**read_change(item), "expiresAt": item["expiresAt"]} for item in changes]

    def _get(self, key: keys.Key) -> Item:
        return self.items.get((key.pk, key.sk), {})

    def _ask(self, operation: str) -> None:
        if operation in self.down:
            raise Retryable(f"{operation} failed: Down")


@dataclass(slots=True)
class FakeFailureQueue:
    """Remembers every report, unless it is down."""

    reports: list[Mapping[str, Any]] = field(default_factory=list)
    down: bool = False

    def send(self, report: Mapping[str, Any]) -> None:
        if self.down:
            raise Retryable("send_message failed: Down")
        self.reports.append(report)


@dataclass(slots=True)
class FixedClock:
    """A wall clock that a test sets."""

    instant: Instant = WALL

    def now(self) -> Instant:
        return self.instant


class World:
    """A handler and everything around it."""

    def __init__(self, *items: Item) -> None:
        self.table = InMemoryStreamTable(*items)
        self.bus = FakeBus()
        self.failures = FakeFailureQueue()
        self.clock = FixedClock()
        self.metrics = io.StringIO()
        lines = EmbeddedMetrics(self.metrics, self.clock)
        self._handler = BatchHandler(self.table, self.bus, self.failures, self.clock, lines)

    def handle(self, *records: Mapping[str, Any]) -> list[str]:
        """One batch; the sequence numbers to deliver again."""
        return self._handler.handle(records)

    def details(self, detail_type: str) -> list[Mapping[str, Any]]:
        """What the bus took of one type."""
        return [event.detail for event in self.bus.of(detail_type)]
