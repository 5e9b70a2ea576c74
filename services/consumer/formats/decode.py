"""One place that turns a record of `flight-operations` into an event, or says why not."""

import re

from services.consumer.formats.canonical import decode_canonical
from services.consumer.formats.guards import check_value
from services.consumer.records import Record
from services.core.flight.event import FlightEvent

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def decode_event(record: Record) -> FlightEvent:
    """Raises InvalidEvent with the reason; the record has a value (it is no tombstone)."""
    value = record.value or b""
    check_value(value)
    return decode_canonical(value, traceparent_of(record))


def traceparent_of(record: Record) -> str | None:
    """The W3C trace context of a record; a broken one is ignored, since it decides nothing."""
    text = record.header("traceparent")
    return text if text is not None and _TRACEPARENT.fullmatch(text) else None
