"""When a contact has to be looked at because nobody else would: booked late, or changed."""

from __future__ import annotations

import pytest

from services.core.clock import parse_instant
from services.core.table.contact_item import contact_change_item
from tests.event_schemas import misfits
from tests.fakes.stream import ANN, ANNOUNCED, FLIGHT, OTHER_FLIGHT, World, row, state, write

CHANGED = contact_change_item(ANN, "change-1", parse_instant("2026-11-18T11:06:00Z"))


def requests(world: World) -> list[tuple[str, str, str]]:
    return [
        (detail["reason"], detail["flightKey"], detail["contactId"])
        for detail in world.details("notification.requested")
    ]


def test_a_booking_made_on_a_disrupted_flight_asks_for_a_look() -> None:
    world = World(state(left=True))

    assert world.handle(write(row())) == []

    assert requests(world) == [("booked", FLIGHT, ANN)]
    (detail,) = world.details("notification.requested")
    assert misfits("notification.requested", detail) == []
    assert detail["eventId"] == detail["requestId"]
    assert detail["specVersion"] == "1.0"


@pytest.mark.parametrize(
    ("own", "announced", "carried"),
    [("booking-1", True, "booking-1"), (None, True, ANNOUNCED), (None, False, None)],
)
def test_a_request_leads_back_to_the_booking_or_else_to_what_was_announced(
    own: str | None, announced: bool, carried: str | None
) -> None:
    world = World(state(announced=announced))

    world.handle(write(row() | ({"correlationId": own} if own else {})))

    (detail,) = world.details("notification.requested")
    assert detail["correlationId"] == (carried or detail["requestId"])


@pytest.mark.parametrize("flight", [state(left=False), None], ids=["on its baseline", "not known yet"])
def test_a_booking_made_on_any_other_flight_does_not(flight: dict[str, object] | None) -> None:
    world = World(*([flight] if flight else []))

    world.handle(write(row()))

    assert requests(world) == []


@pytest.mark.parametrize(
    ("before", "after", "looked"),
    [
        ("CANCELLED", "CONFIRMED", True),
        ("NEEDS_REBOOKING", "CONFIRMED", False),
        ("CONFIRMED", "CHECKED_IN", False),
        ("CONFIRMED", "CANCELLED", False),
        ("CONFIRMED", "NEEDS_REBOOKING", False),
        ("CONFIRMED", "CONFIRMED", False),
    ],
)
def test_a_contact_that_comes_back_onto_a_flight_is_looked_at(before: str, after: str, looked: bool) -> None:
    world = World(state())

    world.handle(write(row(after) | {"flightVer": 2}, row(before)))

    assert bool(requests(world)) is looked


def test_a_row_written_as_cancelled_asks_for_nothing() -> None:
    world = World(state())

    world.handle(write(row("CANCELLED")))

    assert requests(world) == []


def test_a_changed_contact_is_looked_at_on_each_of_its_disrupted_flights_once() -> None:
    world = World(
        state(),
        state(left=False, flight=OTHER_FLIGHT),
        row(booking_id="B1"),
        row(booking_id="B2"),
        row(flight=OTHER_FLIGHT),
        row(contact="b" * 32),
    )

    assert world.handle(write(CHANGED)) == []

    assert requests(world) == [("contact_changed", FLIGHT, ANN)]


def test_the_second_change_of_a_contact_counts_like_the_first() -> None:
    world = World(state(), row())
    later = CHANGED | {"changeId": "change-2"}

    world.handle(write(CHANGED), write(later, CHANGED))

    ids = [detail["requestId"] for detail in world.details("notification.requested")]
    assert len(set(ids)) == 2


def test_a_write_delivered_again_asks_under_the_same_request_id() -> None:
    world, record = (
        World(state(), state(flight=OTHER_FLIGHT), row(), row(flight=OTHER_FLIGHT)),
        write(CHANGED),
    )

    world.handle(record)
    world.handle(record)

    ids = [detail["requestId"] for detail in world.details("notification.requested")]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == 2


def test_the_contact_itself_says_nothing_even_if_it_came_through_the_filter() -> None:
    world = World(state(), row())
    contact = {"PK": f"CON#{ANN}", "SK": "META", "address": "ann@example.com", "contactId": ANN}

    assert world.handle(write(contact | {"locale": "es"}, contact | {"locale": "en"})) == []

    assert not world.bus.events
    assert not world.failures.reports


def test_what_the_messenger_is_asked_is_what_it_understands() -> None:
    from services.messenger.request import parse_request

    world = World(state(), row())
    world.handle(write(row()), write(CHANGED))

    reasons = [
        parse_request({"detail-type": event.detail_type, "detail": event.detail}).reason
        for event in world.bus.events
    ]
    assert reasons == ["booked", "contact_changed"]
