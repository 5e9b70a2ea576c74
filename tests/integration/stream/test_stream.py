"""What a write to the table leads to, through the real stream: facts, board changes and messages."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
import uuid
from typing import Any

import pytest

from services.core.booking.booking import BookingStatus
from services.core.booking.contact import Contact
from tests.contract.emulator.waiting import eventually
from tests.integration.stream.airport import LAST_NAME, Airport

pytestmark = pytest.mark.emulator


def test_a_booking_made_on_a_disrupted_flight_gets_its_message(airport: Airport) -> None:
    on_time, late = airport.flight(delay=0), airport.flight(delay=45)

    airport.book(on_time, airport.contact())
    contact = airport.contact()
    airport.book(late, contact)

    (said,) = eventually(lambda: airport.messages(late))
    assert (said["contactId"], said["n"], said["kind"]) == (contact.contact_id, 1, "delay")
    log = eventually(airport.looked_at)
    assert late in log
    assert on_time not in log, "a flight on its baseline has nothing to tell, so nobody is asked"


def test_a_booking_made_while_the_workflow_claims_and_pages_is_told_exactly_once(airport: Airport) -> None:
    flight, event_id = airport.flight(delay=45), str(uuid.uuid4())
    detail: dict[str, Any] = {
        "specVersion": "1.0", "eventId": event_id, "ver": 2, "occurredAt": "2013-03-08T13:00:00Z",
        "asOf": "2013-03-08T13:00:00Z", "correlationId": "correlation-1", "causationId": "event-1",
        "traceparent": None, "data": {"severity": "major"},
    }  # fmt: skip
    booked: list[Contact] = []

    def keep_booking() -> None:
        for _ in range(16):
            contact = airport.contact()
            airport.book(flight, contact)
            booked.append(contact)

    travellers = threading.Thread(target=keep_booking)
    travellers.start()
    eventually(lambda: len(booked) >= 4)
    airport.announce(flight, detail)
    travellers.join()

    eventually(lambda: airport.run(event_id).get("status") == "DONE")
    eventually(lambda: len({said["contactId"] for said in airport.messages(flight)}) == len(booked))
    eventually(lambda: not any("pending" in airport.told(flight, contact) for contact in booked))
    assert {airport.told(flight, contact)["n"] for contact in booked} == {1}
    ids = {said["notificationId"] for said in airport.messages(flight)}
    assert len(ids) == len(booked), "one notification for each contact, whoever asked for the look"


def test_a_contact_that_wants_messages_from_now_on_gets_the_one_that_it_missed(airport: Airport) -> None:
    flight, contact = airport.flight(delay=45), airport.contact(opted_out=True)
    airport.book(flight, contact)
    eventually(lambda: flight in airport.looked_at())
    assert airport.messages(flight) == []

    airport.prefer(dataclasses.replace(contact, opted_out=frozenset()))

    (said,) = eventually(lambda: airport.messages(flight))
    assert said["contactId"] == contact.contact_id


def test_a_booking_confirmed_again_is_announced_and_told(airport: Airport) -> None:
    flight, contact = airport.flight(delay=45), airport.contact()
    booking_id = airport.book(flight, contact, BookingStatus.CANCELLED)
    airport.book(flight, contact, BookingStatus.CONFIRMED, ver=2)

    eventually(lambda: len(airport.facts(booking_id)) == 2)
    created, changed = sorted(airport.facts(booking_id), key=lambda fact: fact["detail"]["ver"])
    assert (created["source"], created["detail-type"]) == ("flightpulse.stream", "booking.created")
    assert changed["detail-type"] == "booking.status_changed"
    assert changed["detail"]["data"] == {
        "previousStatus": "CANCELLED",
        "status": "CONFIRMED",
        "flightKeys": [flight],
    }
    (said,) = eventually(lambda: airport.messages(flight))
    assert said["contactId"] == contact.contact_id


def test_the_board_hears_of_every_version_of_a_flight_and_of_its_notifications(airport: Airport) -> None:
    flight = airport.flight(delay=45)
    airport.book(flight, airport.contact())

    eventually(lambda: len(airport.changes(flight)) == 3)

    changes = airport.changes(flight)
    seen = [(item["ver"], item["status"], item["gate"]) for item in changes if item["type"] == "flightChange"]
    assert seen == [(1, "scheduled", "A5"), (2, "delayed", "A5")]
    (told,) = (item for item in changes if item["type"] == "notificationChange")
    (said,) = airport.messages(flight)
    assert told["notificationId"] == said["notificationId"]
    now = time.time()
    assert all(now + 3400 < item["expiresAt"] < now + 3700 for item in changes)


def test_nothing_of_a_person_leaves_through_the_stream(airport: Airport) -> None:
    flight, contact = airport.flight(delay=45), airport.contact()
    booking_id = airport.book(flight, contact)
    eventually(lambda: len(airport.changes(flight)) == 3)
    eventually(lambda: airport.facts(booking_id))

    written = json.dumps([airport.changes(flight), airport.facts(booking_id), airport.stream_log()])

    for secret in (contact.address, "Ann", LAST_NAME, f"locator-{contact.contact_id}"):
        assert secret not in written
    assert not [report for report in airport.rejected() if flight in report]


def test_a_write_that_nobody_of_ours_makes_is_reported_by_ids_and_the_next_goes_on(airport: Airport) -> None:
    broken = airport.break_booking(note="Dear Ann")
    booking_id = airport.book(airport.flight(delay=0), airport.contact())

    (report,) = eventually(lambda: [each for each in airport.rejected() if broken in each])
    assert "Ann" not in report
    assert json.loads(report)["keys"]["PK"]["S"] == f"BKG#{broken}"
    eventually(lambda: airport.facts(booking_id))
