"""Canonical events for processes under test, and what their merge must be."""

import json
import uuid
from collections.abc import Mapping

from services.consumer.formats.canonical import decode_canonical
from services.core.clock import MINUTE, format_instant, parse_instant
from services.core.contracts.envelope import NAMESPACE
from services.core.flight import registers
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import dumps

SCHEDULE = {"scheduledOut": "2013-03-08T14:00:00Z", "destination": "IAH", "gate": "A5"}

TEN_O_CLOCK = parse_instant("2013-03-08T10:00:00Z")

Produced = tuple[str, bytes | None, bytes | None]


def key_of(number: int) -> str:
    return f"UA-{number:04d}-2013-03-08-EWR-1"


def event(key: str, seq: int, event_type: str, data: Mapping[str, object]) -> bytes:
    moment = format_instant(TEN_O_CLOCK + seq * MINUTE)
    return json.dumps(
        {
            "specVersion": "1.0",
            "schemaVersion": 1,
            "eventId": str(uuid.uuid5(NAMESPACE, f"ops.UA|{key}|{seq}")),
            "eventType": event_type,
            "source": "ops.UA",
            "sourceAuthority": "AIRLINE_OPS",
            "flightKey": key,
            "flightSeq": seq,
            "occurredAt": moment,
            "publishedAt": moment,
            "correlationId": f"correlation-{key}-{seq}",
            "causationId": None,
            "provenance": {"default": "synthetic"},
            "data": dict(data),
        }
    ).encode()


def story(key: str) -> list[bytes]:
    """Scheduled, 45 minutes late, another gate, 50 minutes late: one delay and one gate to tell."""
    return [
        event(
            key,
            1,
            "flight.scheduled",
            SCHEDULE,
        ),
        event(key, 2, "flight.delayed", {"estimatedOut": "2013-03-08T14:45:00Z"}),
        event(key, 3, "flight.gate_changed", {"gate": "B7"}),
        event(key, 4, "flight.delayed", {"estimatedOut": "2013-03-08T14:50:00Z"}),
    ]


def merged(key: str, values: list[bytes]) -> str:
    """The registers that a flight must end with, as the table holds them."""
    events = [decode_canonical(value) for value in values]
    return dumps(registers.to_json(step(FlightState(FlightKey.parse(key)), events).after.registers))
