"""The two payloads of the Lambda, and what is said of any other."""

from __future__ import annotations

from typing import Any

import pytest

from services.core.clock import parse_instant
from services.messenger.request import BadRequest, parse_request

KEY = "UA-0207-2013-03-08-EWR-1"
ANN, BOB = "a" * 32, "b" * 32
BATCH: dict[str, Any] = {
    "kind": "batch",
    "flightKey": KEY,
    "eventId": "event-1",
    "correlationId": "correlation-1",
    "asOf": "2013-03-08T14:05:00Z",
    "traceparent": None,
    "contacts": [ANN, BOB],
}
LOOK: dict[str, Any] = {
    "version": "0",
    "source": "flightpulse.api",
    "detail-type": "notification.requested",
    "detail": {
        "specVersion": "1.0",
        "requestId": "request-1",
        "reason": "resend",
        "flightKey": KEY,
        "contactId": ANN,
        "correlationId": "correlation-1",
    },
}


def test_a_batch_names_its_contacts_once_each() -> None:
    request = parse_request(BATCH | {"contacts": [ANN, BOB, ANN]})

    assert request.contacts == (ANN, BOB)
    assert request.as_of == parse_instant("2013-03-08T14:05:00Z")
    assert request.is_batch
    assert request.resend_id is None


def test_a_resend_carries_its_request_id() -> None:
    request = parse_request(LOOK)

    assert (request.contacts, request.event_id, request.resend_id) == ((ANN,), "request-1", "request-1")
    assert request.as_of is None
    assert not request.is_batch


@pytest.mark.parametrize("reason", ["booked", "contact_changed", "due"])
def test_other_reasons_ask_for_a_look_and_no_resend(reason: str) -> None:
    assert parse_request(LOOK | {"detail": LOOK["detail"] | {"reason": reason}}).resend_id is None


@pytest.mark.parametrize(
    ("payload", "says"),
    [
        (None, "must be an object"),
        ({}, '"kind": "batch"'),
        (BATCH | {"contacts": []}, "at least one contact id"),
        (BATCH | {"contacts": "a" * 32}, "at least one contact id"),
        (BATCH | {"contacts": [f"{n:032x}" for n in range(101)]}, "at most 100"),
        (BATCH | {"contacts": ["ann@example.com"]}, "32 lower-case hex digits"),
        (BATCH | {"flightKey": "UA207"}, "UA-0207-2013-03-08-EWR-1"),
        (BATCH | {"asOf": "yesterday"}, "asOf must be an RFC 3339 time"),
        (BATCH | {"asOf": 5}, "asOf must be a text"),
        (BATCH | {"eventId": ""}, "eventId must be a text"),
        ({key: value for key, value in BATCH.items() if key != "correlationId"}, "correlationId"),
        (LOOK | {"detail-type": "flight.delayed"}, "detail-type must be notification.requested"),
        (LOOK | {"detail": []}, "detail must be an object"),
        (LOOK | {"detail": LOOK["detail"] | {"reason": "whim"}}, "resend, booked, contact_changed, due"),
        (LOOK | {"detail": LOOK["detail"] | {"contactId": None}}, "32 lower-case hex digits"),
    ],
)
def test_a_wrong_payload_is_told_what_would_be_right(payload: object, says: str) -> None:
    with pytest.raises(BadRequest) as error:
        parse_request(payload)

    assert says in str(error.value)
    assert "example.com" not in str(error.value), "a caller's mistake must not reach the log"
