"""One place that turns a record of `flight-operations` into an event, or says why not."""

import re
from typing import Final

from services.consumer.formats.canonical import decode_canonical
from services.consumer.formats.guards import check_value
from services.consumer.records import Record
from services.core.clock import HOUR, format_instant
from services.core.errors import InvalidEvent
from services.core.flight.event import FlightEvent

AHEAD_LIMIT: Final = 24 * HOUR
"""A time further ahead is a mistake, and would outweigh everything that the flight's sources say later."""

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def decode_event(record: Record) -> FlightEvent:
    """Raises InvalidEvent with the reason; the record has a value (it is no tombstone)."""
    value = record.value or b""
    check_value(value)
    event = decode_canonical(value, traceparent_of(record))
    ahead = ahead_of(event, record)
    if ahead > AHEAD_LIMIT:
        raise InvalidEvent(
            "schema",
            f"occurredAt lies {ahead // HOUR} h after the record itself ({format_instant(record.timestamp)});"
            f" right is a time that has come, give or take {AHEAD_LIMIT // HOUR} h of a clock that is wrong",
        )
    return event


def ahead_of(event: FlightEvent, record: Record) -> int:
    """Milliseconds by which the event claims to be newer than its record; 0 for an older one."""
    return max(0, event.occurred_at - record.timestamp) if record.timestamp > 0 else 0


def traceparent_of(record: Record) -> str | None:
    """The W3C trace context of a record; a broken one is ignored, since it decides nothing."""
    text = record.header("traceparent")
    return text if text is not None and _TRACEPARENT.fullmatch(text) else None
