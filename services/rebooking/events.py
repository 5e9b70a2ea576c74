"""booking.rebooking_needed: one cancelled flight is a reason to rebook one booking."""

from __future__ import annotations

import uuid

from services.core.awsio.blocking.bus import BusEvent
from services.core.booking.rebooking import Standing
from services.core.contracts.detail_types import BOOKING_REBOOKING_NEEDED, WORKFLOWS
from services.core.contracts.envelope import NAMESPACE, SPEC_VERSION
from services.rebooking.request import Request


def rebooking_needed(booking_id: str, standing: Standing, request: Request) -> BusEvent:
    """Ids only. One cancellation of a flight gives one id, however often its workflow runs."""
    flight_ver = standing.cancelled[request.flight_key]
    identity = uuid.uuid5(
        NAMESPACE, f"{BOOKING_REBOOKING_NEEDED}|{booking_id}|{request.flight_key}|{flight_ver}"
    )
    return BusEvent(
        WORKFLOWS,
        BOOKING_REBOOKING_NEEDED,
        {
            "specVersion": SPEC_VERSION,
            "eventId": str(identity),
            "bookingId": booking_id,
            "flightKey": request.flight_key,
            "asOf": request.as_of,
            "correlationId": request.correlation_id,
            "causationId": request.event_id,
            "traceparent": request.traceparent,
            "data": {"flightVer": flight_ver},
        },
    )
