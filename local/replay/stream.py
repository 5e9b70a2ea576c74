"""The day as Kafka records: canonical events in event-time order, the same bytes for the same seed."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from local.replay.announcement import AIRPORT, Announcement
from local.replay.real_flight import RealFlight
from local.replay.story import story_of
from services.core.clock import Instant, format_instant
from services.core.contracts.envelope import NAMESPACE
from services.core.flight.key import FlightKey

Headers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class ReplayEvent:
    """One record for `flight-operations`: its key is the flight key, its value canonical JSON."""

    flight_key: str
    event_id: str
    event_type: str
    published_at: Instant
    occurred_at: Instant
    correlation_id: str
    value: bytes
    headers: Headers


def stream_of(flights: Iterable[RealFlight], seed: int) -> tuple[ReplayEvent, ...]:
    """Every event of the flights, in order of publication, then flight, then sequence."""
    events = [event for flight in flights for event in _events_of(flight, seed)]
    # A stable sort: events of one flight at one instant keep the order of their sequence numbers.
    return tuple(sorted(events, key=lambda event: (event.published_at, event.flight_key)))


def _events_of(flight: RealFlight, seed: int) -> list[ReplayEvent]:
    numbered: Counter[str] = Counter()
    events = []
    for announcement in story_of(flight, seed):
        source = source_of(announcement, flight.key)
        numbered[source] += 1
        events.append(event_of(flight.key, announcement, source, numbered[source], seed))
    return events


def source_of(announcement: Announcement, key: FlightKey) -> str:
    """Who says it: each counts for itself."""
    return f"airport.{key.airport}" if announcement.authority == AIRPORT else f"ops.{key.carrier}"


def event_of(key: FlightKey, told: Announcement, source: str, sequence: int, seed: int) -> ReplayEvent:
    """The record of one announcement; `sequence` counts what this source said of this flight."""
    # A re-send of the same announcement has the same id, whichever run sends it.
    identity = str(uuid.uuid5(NAMESPACE, f"{source}|{key}|{sequence}"))
    trace = sha256(f"{seed}|{identity}".encode()).hexdigest()
    correlation_id = f"replay-{trace[:16]}"
    body = {
        "specVersion": "1.0",
        "schemaVersion": 1,
        "eventId": identity,
        "eventType": told.event_type,
        "source": source,
        "sourceAuthority": told.authority,
        "flightKey": str(key),
        "flightSeq": sequence,
        "occurredAt": format_instant(told.occurred_at),
        "publishedAt": format_instant(told.published_at),
        "correlationId": correlation_id,
        "causationId": None,
        "provenance": {"default": told.origin, "seed": seed, "fields": dict(told.origins)},
        "data": as_data(told),
    }
    return ReplayEvent(
        flight_key=str(key),
        event_id=identity,
        event_type=told.event_type,
        published_at=told.published_at,
        occurred_at=told.occurred_at,
        correlation_id=correlation_id,
        value=json.dumps(body, separators=(",", ":"), sort_keys=True).encode(),
        headers=(
            ("correlation-id", correlation_id.encode()),
            ("traceparent", f"00-{trace[:32]}-{trace[32:48]}-01".encode()),
            ("content-type", b"application/json"),
        ),
    )


def as_data(told: Announcement) -> dict[str, str | None]:
    """The data of the event as JSON has it: times as RFC 3339 text."""
    return {
        field: format_instant(value) if isinstance(value, int) else value
        for field, value in told.data.items()
    }
