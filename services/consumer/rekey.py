"""`flight-operations.raw`: what feeds send, produced again as canonical events under the flight key."""

import uuid
from collections.abc import Hashable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import msgspec

from services.consumer.formats.canonical import NOT_DECODED, TEXT_LIMIT, decode_canonical
from services.consumer.formats.guards import check_value
from services.consumer.formats.three_type import ThreeTypeEvent, decode_three_type
from services.consumer.metrics import Metrics
from services.consumer.ports import Candidate, Headers, Kafka, Store
from services.consumer.records import Record
from services.core.clock import HOUR, format_instant
from services.core.contracts.envelope import NAMESPACE
from services.core.errors import InvalidEvent
from services.core.flight.authority import Authority

WINDOW: Final = 36 * HOUR
"""How far a flight's schedule may lie from the event for its designator to mean that flight."""

CORRELATION: Final = "correlation-id"
_OWN_HEADERS: Final = (CORRELATION, "content-type")


class Rekeyer:
    """Resolves the flight and produces the event under its key. A repeat gives the same event again."""

    def __init__(self, store: Store, kafka: Kafka, topic: str, metrics: Metrics) -> None:
        self._store = store
        self._kafka = kafka
        self._topic = topic
        self._metrics = metrics

    async def rekey(self, record: Record) -> None:
        """Raises InvalidEvent; returns when the event is in the topic of flight events."""
        value = record.value or b""
        check_value(value)
        if _is_canonical(value):
            # A feed that speaks our format but cannot key: only the key is missing.
            key = str(decode_canonical(value).flight_key)
            await self._kafka.send(self._topic, key.encode(), value, record.headers)
            return
        event = decode_three_type(value)
        flight = await self._resolve(event)
        correlation_id = self._correlation_id(record, event)
        body = msgspec.json.encode(_canonical(event, str(flight.flight_key), correlation_id))
        # What the consumer would refuse later is refused now, while the bytes as they came are at hand.
        decode_canonical(body)
        headers = _headers(record, correlation_id)
        await self._kafka.send(self._topic, str(flight.flight_key).encode(), body, headers)

    def _correlation_id(self, record: Record, event: ThreeTypeEvent) -> str:
        """That of the header; news is not given up for a header that nobody can use."""
        given = record.header(CORRELATION)
        if given is not None and 0 < len(given) <= TEXT_LIMIT:
            return given
        if any(name == CORRELATION for name, _ in record.headers):
            self._metrics.headers_replaced.inc()
        return _identity(event, "correlation")

    async def _resolve(self, event: ThreeTypeEvent) -> Candidate:
        found = await self._store.flights_called(event.designator, _dates(event))
        near = [one for one in found if abs(one.scheduled_out - event.timestamp) <= WINDOW]
        if event.scheduled_out is not None:
            # A delay names its own flight: the new departure less the delay is the schedule.
            near = [one for one in near if one.scheduled_out == event.scheduled_out] or near
        if len(near) == 1:
            return near[0]
        hours = WINDOW // HOUR
        names = ", ".join(sorted(str(one.flight_key) for one in near)) or "none"
        raise InvalidEvent(
            "unresolvable_flight",
            f"{event.designator} within {hours} h of {format_instant(event.timestamp)}: candidates {names}",
        )


def lane_of(record: Record) -> Hashable:
    """Raw records of one key stay in order; those without a key, within their partition."""
    return "raw", record.partition, record.key


def _is_canonical(value: bytes) -> bool:
    try:
        return msgspec.json.decode(value, type=_Marker).spec_version is not None
    except NOT_DECODED:
        return False  # the decoder of the other format says what is wrong


class _Marker(msgspec.Struct, rename="camel"):
    spec_version: Any = None


def _dates(event: ThreeTypeEvent) -> list[date]:
    """Every local origin date that can lie in the window; a zone adds at most a day on each side."""
    first = datetime.fromtimestamp((event.timestamp - WINDOW) / 1000, UTC).date() - timedelta(days=1)
    last = datetime.fromtimestamp((event.timestamp + WINDOW) / 1000, UTC).date() + timedelta(days=1)
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def _canonical(event: ThreeTypeEvent, flight_key: str, correlation_id: str) -> dict[str, Any]:
    """Without a sequence number: such a source is ordered by when it happened, then by event id."""
    moment = format_instant(event.timestamp)
    return {
        "specVersion": "1.0",
        "schemaVersion": 1,
        "eventId": _identity(event, flight_key),
        "eventType": event.event_type,
        "source": event.source,
        "sourceAuthority": Authority.AIRLINE_OPS.name,
        "flightKey": flight_key,
        "flightSeq": None,
        "occurredAt": moment,
        "publishedAt": moment,
        "correlationId": correlation_id,
        "causationId": None,
        "provenance": {"default": "derived"},
        "data": {name: value for name, value in event.data.items() if value is not None},
    }


def _identity(event: ThreeTypeEvent, subject: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{event.source}|{event.event_id}|{subject}"))


def _headers(record: Record, correlation_id: str) -> Headers:
    kept = [(name, value) for name, value in record.headers if name not in _OWN_HEADERS]
    return [
        *kept,
        (CORRELATION, correlation_id.encode()),
        ("content-type", b"application/json"),
    ]
