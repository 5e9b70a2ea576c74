"""What the failure queue is told: ids by which the write can be found, never what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.core.awsio.blocking.bus import BusEvent
from services.stream.record import sequence_number_of


def bad_record(raw: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """A write that is not what the table's writers write."""
    return {
        "reason": reason,
        "stream": raw.get("eventSourceARN"),
        "streamEventId": raw.get("eventID"),
        "sequenceNumber": sequence_number_of(raw),
        "keys": (raw.get("dynamodb") or {}).get("Keys"),
    }


def refused_event(raw: Mapping[str, Any], event: BusEvent, code: str) -> dict[str, Any]:
    """An event that the bus refuses however often it is sent."""
    return bad_record(raw, f"refused by the bus: {code}") | {
        "detailType": event.detail_type,
        "eventId": event.detail["eventId"],
    }
