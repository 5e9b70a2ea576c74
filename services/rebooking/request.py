"""A batch of bookings of one flight, as the cancellation workflow hands it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.errors import Permanent


class BadRequest(Permanent):
    """Not a batch of bookings; the text names the field and what would be right."""


@dataclass(frozen=True, slots=True)
class Request:
    """Ids, and the times and traces that go on into events. `event_id` is the event that caused it."""

    flight_key: str
    event_id: str
    correlation_id: str
    booking_ids: tuple[str, ...]
    as_of: str | None
    traceparent: str | None


def parse_request(payload: object) -> Request:
    """Raises BadRequest."""
    if not isinstance(payload, Mapping):
        raise BadRequest("the payload must be an object")
    bookings = payload.get("bookings")
    if not isinstance(bookings, list) or not all(isinstance(item, str) and item for item in bookings):
        raise BadRequest("bookings must be a list of booking ids")
    return Request(
        _text(payload, "flightKey"),
        _text(payload, "eventId"),
        _text(payload, "correlationId"),
        tuple(bookings),
        _text_or_none(payload, "asOf"),
        _text_or_none(payload, "traceparent"),
    )


def _text(payload: Mapping[str, object], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name} must be a text that is not empty")
    return value


def _text_or_none(payload: Mapping[str, object], name: str) -> str | None:
    return None if payload.get(name) is None else _text(payload, name)
