"""What the Lambda is asked for: one batch of a workflow, or one look from the bus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.core.clock import Instant, parse_instant
from services.core.errors import Permanent
from services.core.flight.key import FlightKey

BATCH_LIMIT = 100
"""Contacts in one batch: what a page of the workflow holds (and one look at a time fits the time-out)."""

LOOK_DETAIL_TYPE = "notification.requested"
REASONS = ("resend", "booked", "contact_changed", "due")
CONTACT_ID_LENGTH = 32


class BadRequest(Permanent):
    """The payload is not one of the two shapes; the text says which field, and what it must be."""


@dataclass(frozen=True, slots=True)
class Request:
    """Look at these contacts of this flight, now.

    `as_of` is the business time of the request, by which a replay is judged; otherwise the clock rules.
    `resend_id` is set when a text is wanted even if nothing new is due.
    """

    flight_key: str
    contacts: tuple[str, ...]
    event_id: str
    correlation_id: str
    as_of: Instant | None
    reason: str
    resend_id: str | None = None
    traceparent: str | None = None
    is_batch: bool = False


def parse_request(payload: object) -> Request:
    """The request in a Lambda payload. Raises BadRequest."""
    if not isinstance(payload, Mapping):
        raise BadRequest(f"the payload must be an object, not {type(payload).__name__}")
    if "detail-type" in payload:
        return _look(payload)
    if payload.get("kind") == "batch":
        return _batch(payload)
    raise BadRequest('the payload must be {"kind": "batch", ...} or an EventBridge event with "detail-type"')


def _batch(payload: Mapping[str, Any]) -> Request:
    contacts = payload.get("contacts")
    if not isinstance(contacts, list) or not contacts:
        raise BadRequest("contacts must be a list of at least one contact id")
    if len(contacts) > BATCH_LIMIT:
        raise BadRequest(f"contacts holds {len(contacts)} ids; a batch takes at most {BATCH_LIMIT}")
    return Request(
        flight_key=_flight_key(payload),
        # Two passengers on one phone are one contact; a page may name it once per booking.
        contacts=tuple(dict.fromkeys(_contact_id(contact) for contact in contacts)),
        event_id=_text(payload, "eventId"),
        correlation_id=_text(payload, "correlationId"),
        as_of=_instant(payload, "asOf"),
        reason="workflow",
        traceparent=_optional_text(payload, "traceparent"),
        is_batch=True,
    )


def _look(event: Mapping[str, Any]) -> Request:
    if event["detail-type"] != LOOK_DETAIL_TYPE:
        raise BadRequest(f"detail-type must be {LOOK_DETAIL_TYPE}")
    detail = event.get("detail")
    if not isinstance(detail, Mapping):
        raise BadRequest("detail must be an object")
    reason = _text(detail, "reason")
    if reason not in REASONS:
        raise BadRequest(f"reason must be one of {', '.join(REASONS)}")
    request_id = _text(detail, "requestId")
    return Request(
        flight_key=_flight_key(detail),
        contacts=(_contact_id(detail.get("contactId")),),
        event_id=request_id,
        correlation_id=_text(detail, "correlationId"),
        as_of=_instant(detail, "asOf"),
        reason=reason,
        resend_id=request_id if reason == "resend" else None,
        traceparent=_optional_text(detail, "traceparent"),
    )


def _flight_key(fields: Mapping[str, Any]) -> str:
    text = _text(fields, "flightKey")
    try:
        return str(FlightKey.parse(text))
    except (Permanent, ValueError) as error:
        raise BadRequest(
            "flightKey must be carrier-number-date-airport-repeat, e.g. UA-0207-2013-03-08-EWR-1"
        ) from error


def _contact_id(value: object) -> str:
    """The id is checked, and never quoted: a caller's mistake may have put an address there."""
    if isinstance(value, str) and len(value) == CONTACT_ID_LENGTH and set(value) <= set("0123456789abcdef"):
        return value
    raise BadRequest(f"a contact id must be {CONTACT_ID_LENGTH} lower-case hex digits")


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, str) and value:
        return value
    raise BadRequest(f"{name} must be a text that is not empty")


def _optional_text(fields: Mapping[str, Any], name: str) -> str | None:
    return _text(fields, name) if fields.get(name) is not None else None


def _instant(fields: Mapping[str, Any], name: str) -> Instant | None:
    text = _optional_text(fields, name)
    if text is None:
        return None
    try:
        return parse_instant(text)
    except (Permanent, ValueError) as error:
        raise BadRequest(f"{name} must be an RFC 3339 time with zone, e.g. 2013-03-08T14:05:00Z") from error
