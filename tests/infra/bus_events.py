"""One event of every detail type and producer; built by the real models where there are some."""

from dataclasses import dataclass
from typing import Any

from services.core.booking.booking import BookingStatus
from services.core.booking.rebooking import Standing
from services.core.contracts.detail_types import BOOKING_REBOOKING_NEEDED, CONSUMER, PRODUCERS
from services.core.contracts.envelope import seal
from services.rebooking.events import rebooking_needed
from services.rebooking.request import Request

FLIGHT = "UA-0207-2013-03-08-EWR-1"
MARKING = Request(FLIGHT, "e-1", "corr-1", ("B-1",), "2013-03-08T14:05:00Z", None)
CANCELLED_BOOKING = Standing(BookingStatus.NEEDS_REBOOKING, 2, {FLIGHT: 5}, {FLIGHT: 5})


@dataclass(frozen=True, slots=True)
class OperationsEvent:
    """The cause of an envelope."""

    event_id: str = "3f0c8f9e-6f55-5a2f-9d4e-2d6f1d6f7a10"
    occurred_at: int = 1_362_751_500_000
    correlation_id: str = "corr-1"
    traceparent: str | None = None


def every_event() -> list[dict[str, Any]]:
    """As a rule sees them."""
    return [
        {"source": producer, "detail-type": detail_type, "detail": _detail(producer, detail_type)}
        for detail_type, producers in PRODUCERS.items()
        for producer in producers
    ]


def event(detail_type: str) -> dict[str, Any]:
    """The event of the first producer of a detail type."""
    return next(item for item in every_event() if item["detail-type"] == detail_type)


def _detail(producer: str, detail_type: str) -> dict[str, Any]:
    if detail_type == BOOKING_REBOOKING_NEEDED:
        return dict(rebooking_needed("B-1", CANCELLED_BOOKING, MARKING).detail)
    if producer != CONSUMER:
        return {"specVersion": "1.0", "eventId": "e-1", "flightKey": FLIGHT, "correlationId": "corr-1"}
    envelope = seal(
        key=FLIGHT,
        ver=3,
        detail_type=detail_type,
        data={},
        cause=OperationsEvent(),
        as_of=1_362_751_500_000,
        topic="flight-operations",
        partition=4,
        last_offset=17,
    )
    assert envelope.detail_type == detail_type
    return dict(envelope.detail)
