"""What the table holds while reads are measured: a day of delayed flights, as the consumer writes them."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from services.core.awsio.marshal import to_item
from services.core.clock import HOUR, MINUTE, format_instant, parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import Outbox, flight_item

DAY: Final = date(2013, 3, 8)
FLIGHTS: Final = 200
PAGE: Final = 50
_FIRST: Final = parse_instant("2013-03-08T11:00:00Z")


def flight_key(number: int) -> FlightKey:
    """The key of the n-th flight."""
    return FlightKey.parse(f"UA-{number + 1:04}-{DAY}-EWR-1")


def items(shards: int) -> Iterator[dict[str, Any]]:
    """STATE of each flight, scheduled and then delayed, as attribute values; `shards` parts of the index."""
    for number in range(FLIGHTS):
        key, out = flight_key(number), _FIRST + number * MINUTE
        events = [
            _event(key, 1, "flight.scheduled", {"scheduledOut": out, "destination": "IAH", "gate": "A5"}),
            _event(key, 2, "flight.delayed", {"estimatedOut": out + 45 * MINUTE, "reason": "WEAT"}),
        ]
        done = step(FlightState(key), events)
        outbox = Outbox("flight-operations", 3, 41)
        yield to_item(flight_item(done.after, done.derived, outbox, _FIRST, shards))


def _event(key: FlightKey, seq: int, event_type: str, data: dict[str, Any]) -> FlightEvent:
    said = _FIRST - 2 * HOUR
    told = {name: format_instant(value) if isinstance(value, int) else value for name, value in data.items()}
    return FlightEvent(
        event_id=f"event-{key.number}-{seq}",
        event_type=event_type,
        source="ops.UA",
        authority=Authority.AIRLINE_OPS,
        flight_key=key,
        seq=seq,
        occurred_at=said,
        published_at=said,
        correlation_id=f"correlation-{key.number}",
        facts=facts_of(event_type, told),
        provenance={"default": "real"},
    )
