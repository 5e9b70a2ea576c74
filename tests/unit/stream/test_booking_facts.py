"""What the bus hears of bookings: ids, the same ones when a write is delivered twice."""

from __future__ import annotations

import json
from itertools import pairwise

from tests.fakes.stream import FLIGHT, World, booking, number_of, write


def test_a_new_booking_is_announced_by_ids_alone() -> None:
    world = World()

    assert world.handle(write(booking(correlationId="correlation-1"))) == []

    (fact,) = world.details("booking.created")
    assert (fact["specVersion"], fact["bookingId"], fact["ver"]) == ("1.0", "01BOOKING", 1)
    assert fact["data"] == {"status": "CONFIRMED", "flightKeys": [FLIGHT]}
    assert fact["occurredAt"] == "2026-11-18T11:06:30Z"
    assert fact["correlationId"] == "correlation-1"
    assert "hash-of-locator" not in json.dumps(fact)


def test_a_changed_status_is_announced_with_the_one_before() -> None:
    world = World()

    world.handle(write(booking("NEEDS_REBOOKING", 2), booking("CONFIRMED", 1)))

    assert not world.details("booking.created")
    (fact,) = world.details("booking.status_changed")
    assert fact["ver"] == 2
    assert (fact["data"]["previousStatus"], fact["data"]["status"]) == ("CONFIRMED", "NEEDS_REBOOKING")


def test_another_change_of_a_booking_is_no_news() -> None:
    world = World()

    world.handle(write(booking(ver=2, flightVer=7), booking(ver=1)))

    assert world.bus.events == []


def test_the_same_write_delivered_again_has_the_same_id_and_another_write_has_not() -> None:
    world, record = World(), write(booking())

    world.handle(record)
    world.handle(record)
    world.handle(write(booking()))

    first, again, other = (fact["eventId"] for fact in world.details("booking.created"))
    assert first == again != other


def test_a_writer_that_forgot_to_raise_the_version_is_not_taken_for_a_repeat() -> None:
    world = World()

    world.handle(
        write(booking("CANCELLED"), booking("CONFIRMED")), write(booking("CONFIRMED"), booking("CANCELLED"))
    )
    world.handle(write(booking("CANCELLED"), booking("CONFIRMED")))

    assert len({fact["eventId"] for fact in world.details("booking.status_changed")}) == 3


def test_a_booking_without_a_correlation_id_begins_its_own() -> None:
    world = World()

    world.handle(write(booking()))

    (fact,) = world.details("booking.created")
    assert fact["correlationId"] == fact["eventId"]


def test_facts_leave_in_the_order_of_the_writes() -> None:
    world = World()
    statuses = ["CONFIRMED", "NEEDS_REBOOKING", "CONFIRMED", "CHECKED_IN"]
    writes = [
        write(booking(after, ver=n + 2), booking(before, ver=n + 1))
        for n, (before, after) in enumerate(pairwise(statuses))
    ]

    assert world.handle(write(booking()), *writes) == []

    assert [event.detail["ver"] for event in world.bus.events] == [1, 2, 3, 4]
    assert number_of(writes[0]) < number_of(writes[-1])
