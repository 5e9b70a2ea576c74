"""What a write to a booking means to the bus: it was created, or its status changed."""

from __future__ import annotations

from typing import Any

from services.core.awsio.blocking.bus import BusEvent
from services.core.clock import format_instant
from services.core.contracts.detail_types import BOOKING_CREATED, BOOKING_STATUS_CHANGED, STREAM
from services.core.contracts.envelope import SPEC_VERSION
from services.stream.identity import correlation_id, event_id
from services.stream.record import Record


def booking_facts(record: Record) -> tuple[BusEvent, ...]:
    """Ids only: neither the hash of the locator nor a passenger. Raises BadRecord."""
    status = record.new.text("status")
    if record.old is None:
        return (_fact(record, BOOKING_CREATED, {"status": status}),)
    previous = record.old.text("status")
    if status == previous:
        return ()
    return (_fact(record, BOOKING_STATUS_CHANGED, {"status": status, "previousStatus": previous}),)


def _fact(record: Record, detail_type: str, data: dict[str, Any]) -> BusEvent:
    identity = event_id(record, detail_type)
    known = record.new.some("bookingId", "ver", "flightKeys")
    return BusEvent(
        STREAM,
        detail_type,
        {
            "specVersion": SPEC_VERSION,
            "eventId": identity,
            "bookingId": known["bookingId"],
            "ver": known["ver"],
            "occurredAt": format_instant(record.written_at),
            "correlationId": correlation_id(record, identity),
            "causationId": None,
            "data": data | {"flightKeys": known["flightKeys"]},
        },
    )
