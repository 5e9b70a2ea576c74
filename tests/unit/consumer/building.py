"""Events, records and a lane with in-memory surroundings, as every test of the consumer needs them."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.consumer.epoch import Epoch
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import Arrival, as_of_events
from services.consumer.lane_loop import LaneLoop
from services.consumer.metrics import Metrics
from services.consumer.ports import no_checkpoint
from services.consumer.records import Partition, Record
from services.consumer.retry import Backoff
from services.consumer.tools import Tools
from services.core.clock import MINUTE, format_instant, parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent, Value
from services.core.flight.key import FlightKey
from tests.fakes.consumer_bus import InMemoryBus
from tests.fakes.consumer_kafka import InMemoryDeadLetters
from tests.fakes.consumer_store import InMemoryStore

KEY = FlightKey.parse("UA-0207-2013-03-08-EWR-1")
PARTITION = Partition("flight-operations", 3)
SCHEDULED = parse_instant("2013-03-08T14:00:00Z")
ATTEMPTS = 3


def event(seq: int, event_type: str, facts: Mapping[str, Value], key: FlightKey = KEY) -> FlightEvent:
    """An event of the airline, `seq` minutes after ten o'clock."""
    at = parse_instant("2013-03-08T10:00:00Z") + seq * MINUTE
    return FlightEvent(
        event_id=f"event-{seq}",
        event_type=event_type,
        source="ops.UA",
        authority=Authority.AIRLINE_OPS,
        flight_key=key,
        seq=seq,
        occurred_at=at,
        published_at=at,
        correlation_id=f"correlation-{seq}",
        facts=facts,
    )


def scheduled(seq: int = 1) -> FlightEvent:
    return event(
        seq,
        "flight.scheduled",
        {"scheduledOut": SCHEDULED, "destination": "IAH", "gate": "A5", "terminal": "A"},
    )


def delayed(seq: int, minutes: int) -> FlightEvent:
    return event(seq, "flight.delayed", {"estimatedOut": SCHEDULED + minutes * MINUTE, "nextInfoAt": None})


def gate(seq: int, name: str) -> FlightEvent:
    return event(seq, "flight.gate_changed", {"gate": name})


def record(offset: int, value: bytes | None = b"{}", partition: Partition = PARTITION) -> Record:
    return Record(partition, offset, str(KEY).encode(), value)


def arrival(offset: int, one: FlightEvent, size: int = 100) -> Arrival:
    return Arrival(one, record(offset, b"x" * size))


def canonical(**changes: Any) -> bytes:
    """A well-formed canonical event with some fields changed; a field set to `...` is left out."""
    body: dict[str, Any] = {
        "specVersion": "1.0",
        "schemaVersion": 1,
        "eventId": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "eventType": "flight.delayed",
        "source": "ops.UA",
        "sourceAuthority": "AIRLINE_OPS",
        "flightKey": str(KEY),
        "flightSeq": 3,
        "occurredAt": "2013-03-08T12:00:00Z",
        "publishedAt": "2013-03-08T12:00:01Z",
        "correlationId": "correlation-1",
        "causationId": None,
        "provenance": {"default": "synthetic", "seed": 7},
        "data": {"estimatedOut": format_instant(SCHEDULED + 45 * MINUTE)},
    }
    body.update(changes)
    return json.dumps({name: value for name, value in body.items() if value is not ...}).encode()


@dataclass
class Surroundings:
    """Everything around a lane, and the order in which it was used."""

    journal: list[str] = field(default_factory=list)
    store: InMemoryStore = field(init=False)
    bus: InMemoryBus = field(init=False)
    dead_letters: InMemoryDeadLetters = field(init=False)
    metrics: Metrics = field(default_factory=Metrics)

    def __post_init__(self) -> None:
        self.store = InMemoryStore(self.journal)
        self.bus = InMemoryBus(self.journal)
        self.dead_letters = InMemoryDeadLetters(self.journal)

    def tools(self) -> Tools:
        return Tools(
            store=self.store,
            bus=self.bus,
            dead_letters=self.dead_letters,
            metrics=self.metrics,
            as_of=as_of_events,
            checkpoint=no_checkpoint,
            slots=asyncio.Semaphore(8),
            backoff=lambda: Backoff(0.0, 0.0),
            handler_attempts=ATTEMPTS,
        )

    def epoch(self, committed: int | None = None, number: int = 1) -> Epoch:
        return Epoch(number, {PARTITION: committed})

    def lane(self, epoch: Epoch, loop: type[LaneLoop] = LaneLoop) -> FlightLane:
        """A lane that turns this kind of loop."""
        lane = FlightLane(KEY, PARTITION, epoch, self.tools())
        lane._loop = loop(KEY, PARTITION, epoch, self.tools())
        return lane


def queue(lane: FlightLane, epoch: Epoch, *arrivals: Arrival) -> None:
    """What intake and dispatcher do with decoded records."""
    for one in arrivals:
        epoch.receive(one.record)
        lane.add(one)


def committable(epoch: Epoch) -> int | None:
    return epoch.tracker(PARTITION).committable


async def rounds(count: int) -> None:
    """Let every task of the loop go on this many times."""
    for _ in range(count):
        await asyncio.sleep(0)


def failing(error: Exception) -> Callable[[], None]:
    """A fault that raises this."""

    def fault() -> None:
        raise error

    return fault
