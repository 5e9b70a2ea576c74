"""One event of every detail type and producer; those of the consumer are built by the real model."""

from dataclasses import dataclass
from typing import Any

from services.core.contracts.detail_types import CONSUMER, PRODUCERS
from services.core.contracts.envelope import seal

FLIGHT = "UA-0207-2013-03-08-EWR-1"


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
