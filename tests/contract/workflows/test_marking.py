"""Bookings of a cancelled flight need rebooking; a reinstatement takes back what the cancellation wrote."""

import pytest

from services.core.booking.booking import BookingStatus
from services.core.contracts import detail_types as types
from services.core.flight.announcement import of_disposition
from services.core.flight.truth import Disposition, Truth
from services.core.table import keys
from tests.contract.workflows.cabin import CANCELLED, OPERATING, Cabin
from tests.contract.workflows.driver import Driver, Event

pytestmark = pytest.mark.emulator

DIVERTED = Disposition.DIVERTED
MACHINE = "CancellationStateMachineArn"
NEEDS, CONFIRMED, CHECKED_IN = (
    BookingStatus.NEEDS_REBOOKING,
    BookingStatus.CONFIRMED,
    BookingStatus.CHECKED_IN,
)


def cancel(workflows: Driver, flight: str, detail_type: str = types.FLIGHT_CANCELLED) -> Event:
    """Runs the workflow for a new event to its good end."""
    event = workflows.event(flight, detail_type)
    assert workflows.run(event, MACHINE) == "SUCCEEDED"
    return event


def test_a_cancellation_on_the_bus_marks_every_booking_and_tells_every_contact(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    bookings = cabin.book(flight, count=3, people=2)
    event = workflows.event(flight, types.FLIGHT_CANCELLED)
    workflows.publish(event)
    workflows.record_when(event, status="DONE")
    for booking in bookings:
        assert cabin.status(booking) == NEEDS
        meta = cabin.meta(booking)
        assert (meta["ver"], meta["flightVer"]) == (2, {flight: 5})
    counts = cabin.counts(event)
    assert (counts["bookings"], counts["marked"], counts["failedBookings"]) == (3, 3, 0)
    assert sorted(workflows.told(event)) == sorted(f"c-{booking}" for booking in bookings)
    (fact,) = workflows.facts(event)
    assert fact["detail"]["data"] == counts


def test_each_marked_booking_is_announced_to_the_rebooking_queue_by_ids(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    bookings = cabin.book(flight, count=12)
    event = cancel(workflows, flight)
    announced = workflows.rebooking(flight)
    assert sorted(item["detail"]["bookingId"] for item in announced) == bookings
    assert len({item["detail"]["eventId"] for item in announced}) == 12
    first = announced[0]
    assert (first["source"], first["detail-type"]) == (types.WORKFLOWS, types.BOOKING_REBOOKING_NEEDED)
    detail = event["detail"]
    assert first["detail"] == {
        "specVersion": "1.0",
        "eventId": first["detail"]["eventId"],
        "bookingId": first["detail"]["bookingId"],
        "flightKey": flight,
        "asOf": detail["asOf"],
        "correlationId": detail["correlationId"],
        "causationId": detail["eventId"],
        "traceparent": None,
        "data": {"flightVer": 5},
    }


@pytest.mark.parametrize(("bookings", "people"), [(0, 1), (1, 1), (99, 1), (100, 1), (101, 1), (67, 3)])
def test_every_booking_is_marked_once_whatever_page_its_passengers_lie_on(
    bookings: int, people: int, workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight()
    cabin.book(flight, count=bookings, people=people)
    event = cancel(workflows, flight)
    assert cabin.standing(flight) == ({NEEDS.value: bookings * people} if bookings else {})
    counts = cabin.counts(event)
    assert (counts["bookings"], counts["marked"]) == (bookings, bookings)
    assert len(workflows.told(event)) == bookings


def test_a_reinstatement_restores_exactly_what_the_cancellation_replaced(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    (confirmed,) = cabin.book(flight, people=2)
    (checked_in,) = cabin.book(flight, status=CHECKED_IN)
    (given_up,) = cabin.book(flight, status=BookingStatus.CANCELLED)
    (by_hand,) = cabin.book(flight, status=NEEDS)
    cancel(workflows, flight)
    assert [cabin.status(booking) for booking in (confirmed, checked_in, given_up, by_hand)] == [
        NEEDS, NEEDS, BookingStatus.CANCELLED, NEEDS,
    ]  # fmt: skip
    cabin.announce(flight, OPERATING, ver=6)
    event = cancel(workflows, flight, types.FLIGHT_REINSTATED)
    assert [cabin.status(booking) for booking in (confirmed, checked_in, given_up, by_hand)] == [
        CONFIRMED, CHECKED_IN, BookingStatus.CANCELLED, NEEDS,
    ]  # fmt: skip
    counts = cabin.counts(event)
    assert (counts["restored"], counts["leftAlone"], counts["marked"]) == (2, 2, 0)


def test_a_diversion_straight_out_of_a_cancellation_restores_them_too(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    (booking,) = cabin.book(flight)
    cancel(workflows, flight)
    assert cabin.status(booking) == NEEDS
    cabin.announce(flight, DIVERTED, ver=6)
    said = of_disposition(types.FLIGHT_DIVERTED, Truth(disposition=CANCELLED), Truth(disposition=DIVERTED))
    event = workflows.event(flight, types.FLIGHT_DIVERTED, said.data)
    workflows.publish(event)
    workflows.record_when(event, status="DONE")
    assert cabin.status(booking) == CONFIRMED
    assert cabin.counts(event)["restored"] == 1
    assert workflows.told(event) == [f"c-{booking}"]


@pytest.mark.parametrize("status", [CONFIRMED, BookingStatus.CANCELLED, None])
def test_a_booking_that_somebody_changed_since_is_left_alone(
    status: BookingStatus | None, workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    (booking,) = cabin.book(flight, status=CHECKED_IN)
    cancel(workflows, flight)
    cabin.change(booking, status)
    cabin.announce(flight, OPERATING, ver=6)
    cancel(workflows, flight, types.FLIGHT_REINSTATED)
    assert cabin.status(booking) == (status or NEEDS)


def test_a_late_copy_of_a_cancellation_after_the_reinstatement_marks_nothing(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    late = workflows.event(flight, types.FLIGHT_CANCELLED)
    cabin.announce(flight, OPERATING, ver=6)
    (booking,) = cabin.book(flight)
    cancel(workflows, flight, types.FLIGHT_REINSTATED)
    assert workflows.run(late, MACHINE) == "SUCCEEDED"
    assert cabin.status(booking) == CONFIRMED
    assert cabin.meta(booking)["flightVer"] == {flight: 6}
    assert workflows.rebooking(flight) == []


def test_a_decision_from_an_older_state_never_overwrites_a_newer_one(workflows: Driver, cabin: Cabin) -> None:
    flight = cabin.flight(OPERATING, ver=6)
    (booking,) = cabin.book(flight)
    cancel(workflows, flight, types.FLIGHT_REINSTATED)
    # A run that read the state before the reinstatement, and comes to this booking only now.
    cabin.announce(flight, CANCELLED, ver=5)
    event = cancel(workflows, flight)
    assert cabin.status(booking) == CONFIRMED
    assert cabin.counts(event)["leftAlone"] == 1
    assert workflows.rebooking(flight) == []


def test_two_events_of_one_cancellation_mark_and_announce_it_once(workflows: Driver, cabin: Cabin) -> None:
    flight = cabin.flight()
    (booking,) = cabin.book(flight)
    event = cancel(workflows, flight)
    written = cabin.meta(booking)
    assert workflows.run(event, MACHINE) == "SUCCEEDED"
    assert len(workflows.rebooking(flight)) == 1, "the same event again ends quietly"
    cancel(workflows, flight)
    assert cabin.meta(booking) == written
    ids = {item["detail"]["eventId"] for item in workflows.rebooking(flight)}
    assert len(ids) == 1, "another event of the same cancellation says the same under the same id"


def test_a_flight_cancelled_again_is_announced_under_another_id(workflows: Driver, cabin: Cabin) -> None:
    flight = cabin.flight(CANCELLED, ver=5)
    (booking,) = cabin.book(flight)
    cancel(workflows, flight)
    for ver, disposition in ((6, OPERATING), (7, CANCELLED)):
        cabin.announce(flight, disposition, ver)
        cancel(workflows, flight)
    assert cabin.status(booking) == NEEDS
    assert sorted(item["detail"]["data"]["flightVer"] for item in workflows.rebooking(flight)) == [5, 7]
    assert len({item["detail"]["eventId"] for item in workflows.rebooking(flight)}) == 2


def test_a_booking_of_two_flights_stays_marked_while_either_is_cancelled(
    workflows: Driver, cabin: Cabin
) -> None:
    out, back = cabin.flight(CANCELLED, ver=3), cabin.flight(CANCELLED, ver=8)
    (booking,) = cabin.book(out, back, people=2)
    for flight in (out, back):
        cancel(workflows, flight)
    cabin.announce(out, OPERATING, ver=4)
    cancel(workflows, out, types.FLIGHT_REINSTATED)
    assert cabin.status(booking) == NEEDS
    cabin.announce(back, OPERATING, ver=9)
    cancel(workflows, back, types.FLIGHT_REINSTATED)
    assert cabin.status(booking) == CONFIRMED
    assert cabin.meta(booking)["flightVer"] == {out: 4, back: 9}


def test_a_booking_that_cannot_be_marked_lets_the_others_go_on_and_fails_the_run(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight()
    bookings = cabin.book(flight, count=30)
    broken = bookings[7]
    cabin.lose(keys.locator(f"L-{broken}", broken))
    event = workflows.event(flight, types.FLIGHT_CANCELLED)
    assert workflows.run(event, MACHINE) == "FAILED"
    assert cabin.standing(flight) == {NEEDS.value: 29, CONFIRMED.value: 1}
    assert cabin.meta(broken)["ver"] == 1, "nothing of a refused transaction is written"
    assert len(workflows.told(event)) == 30, "everybody is told all the same"
    record = workflows.record(event)
    assert record["error"] == "FlightPulse.BookingsNotMarked"
    assert record["cause"] == "0 batches and 0 contacts and 1 bookings failed"
    assert event["detail"]["eventId"] in workflows.due()


def test_a_booking_of_more_rows_than_a_transaction_holds_is_refused_and_named(
    workflows: Driver, cabin: Cabin
) -> None:
    flight = cabin.flight()
    (fits,) = cabin.book(flight, people=48)  # 1 + 1 + 48 + 48 + 1 rows
    (too_large,) = cabin.book(flight, people=50)
    event = workflows.event(flight, types.FLIGHT_CANCELLED)
    assert workflows.run(event, MACHINE) == "FAILED"
    assert cabin.status(fits) == NEEDS
    assert cabin.status(too_large) == CONFIRMED
    assert workflows.record(event)["error"] == "FlightPulse.BookingsNotMarked"
    assert any(too_large in line for line in workflows.log_of("MarkerFunctionName") if "not_marked" in line)


def test_a_batch_that_crashes_is_counted_whole_and_contacts_are_told(workflows: Driver, cabin: Cabin) -> None:
    flight = cabin.flight()
    cabin.book(flight, count=3)
    cabin.lose(keys.flight_state(flight))
    event = workflows.event(flight, types.FLIGHT_CANCELLED)
    assert workflows.run(event, MACHINE) == "FAILED"
    assert workflows.record(event)["cause"] == "0 batches and 0 contacts and 3 bookings failed: NoSuchFlight"
    assert len(workflows.told(event)) == 3
