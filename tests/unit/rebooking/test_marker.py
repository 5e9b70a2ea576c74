"""The marker over a table in memory: races, failures and repeats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.errors import Retryable
from services.core.flight.truth import Disposition
from services.core.table import keys
from services.rebooking.marker import RESERVE_SECONDS, TRIES, Marker, NoSuchFlight
from services.rebooking.ports import Change
from services.rebooking.request import BadRequest, Request, parse_request
from tests.fakes.bookings import BookingTable
from tests.fakes.bus import FakeBus

FLIGHT = "UA-0207-2013-03-08-EWR-1"
NEEDS, CONFIRMED = BookingStatus.NEEDS_REBOOKING.value, BookingStatus.CONFIRMED.value
PAYLOAD = {
    "kind": "mark",
    "flightKey": FLIGHT,
    "eventId": "e-1",
    "correlationId": "corr-1",
    "asOf": None,
    "traceparent": None,
    "bookings": ["B1"],
}


@pytest.fixture
def table() -> BookingTable:
    """A cancelled flight with three bookings of two people."""
    table = BookingTable()
    table.announce(FLIGHT, Disposition.CANCELLED, 5)
    for name in ("B1", "B2", "B3"):
        table.add(booking(name))
    return table


def booking(name: str, people: int = 2) -> Booking:
    travellers = tuple(
        Traveller(number, Passenger(f"P{name}{number}", "Ann", "Doe", "en"), (f"c-{name}",))
        for number in range(1, people + 1)
    )
    return Booking(name, f"L{name}", (FLIGHT,), travellers)


def mark(table: BookingTable, bus: FakeBus, *bookings: str, seconds_left: float = 60) -> dict[str, object]:
    request = Request(FLIGHT, "e-1", "corr-1", bookings or ("B1", "B2", "B3"), None, None)
    marker = Marker(table, bus, lambda _: None)
    return marker.mark(request, lambda: seconds_left).to_json()


def counts(
    marked: int = 0, restored: int = 0, left: int = 0, failed: tuple[str, ...] = ()
) -> dict[str, object]:
    return {
        "bookings": marked + restored + left + len(failed),
        "marked": marked,
        "restored": restored,
        "leftAlone": left,
        "failed": list(failed),
    }


def test_every_row_of_a_booking_changes_in_one_write(table: BookingTable) -> None:
    assert mark(table, FakeBus(), "B1") == counts(marked=1)
    assert table.statuses("B1") == {NEEDS}
    (change,) = table.writes
    assert len(change.rows) == 6  # the locator, and both passengers and the contact in their places


def test_a_run_that_died_before_it_published_publishes_the_same_when_it_runs_again(
    table: BookingTable,
) -> None:
    first, again = FakeBus(), FakeBus()
    mark(table, first)
    assert mark(table, again) == counts(marked=3)
    assert again.events == first.events
    assert len(table.writes) == 3, "nothing is written twice"


def test_a_booking_that_changes_while_it_is_marked_is_read_again(table: BookingTable) -> None:
    def somebody_is_first(change: Change) -> None:
        table.before_write = lambda _: None
        table.items[change.booking] |= {"ver": 2, "status": BookingStatus.CHECKED_IN.value}

    table.before_write = somebody_is_first
    assert mark(table, FakeBus(), "B1") == counts(marked=1)
    assert table.items[keys.booking("B1")]["marked"]["before"] == BookingStatus.CHECKED_IN.value


def test_a_decision_from_newer_news_wins_over_one_that_is_on_its_way(table: BookingTable) -> None:
    def the_reinstatement_is_first(_: Change) -> None:
        table.before_write = lambda _: None
        table.announce(FLIGHT, Disposition.OPERATING, 6)
        mark(table, FakeBus(), "B1")

    table.before_write = the_reinstatement_is_first
    bus = FakeBus()
    assert mark(table, bus, "B1") == counts(left=1)
    assert table.statuses("B1") == {CONFIRMED}
    assert bus.events == []


def test_a_write_whose_answer_was_lost_counts_once(table: BookingTable) -> None:
    def lost(change: Change) -> None:
        table.before_write = lambda _: None
        assert table.write(change)
        raise Retryable("the answer was lost")

    table.before_write = lost
    bus = FakeBus()
    assert mark(table, bus, "B1") == counts(marked=1)
    assert table.items[keys.booking("B1")]["ver"] == 2
    assert len(bus.events) == 1


def test_a_booking_that_cannot_be_written_is_reported_after_a_few_tries_and_holds_up_no_other(
    table: BookingTable,
) -> None:
    tries: list[str] = []

    def outage(change: Change) -> None:
        if change.booking == keys.booking("B2"):
            tries.append("B2")
            raise Retryable("throttled")

    table.before_write = outage
    bus = FakeBus()
    assert mark(table, bus) == counts(marked=2, failed=("B2",))
    assert len(tries) == TRIES
    assert [event.detail["bookingId"] for event in bus.events] == ["B1", "B3"]


def test_a_bug_in_one_booking_holds_up_no_other(table: BookingTable) -> None:
    del table.items[keys.booking("B2")]["locatorHash"]
    assert mark(table, FakeBus()) == counts(marked=2, failed=("B2",))


def test_rows_of_a_booking_that_is_not_there_are_reported(table: BookingTable) -> None:
    assert mark(table, FakeBus(), "B9") == counts(failed=("B9",))


def test_a_booking_beyond_one_transaction_is_refused_before_anything_is_written(table: BookingTable) -> None:
    table.add(booking("B4", people=49))  # 1 + 1 + 49 + 49 + 1 rows
    assert mark(table, FakeBus(), "B4") == counts(failed=("B4",))
    assert table.writes == []


def test_news_that_changes_no_status_of_a_large_booking_is_written_all_the_same(table: BookingTable) -> None:
    table.announce(FLIGHT, Disposition.OPERATING, 6)
    table.add(booking("B4", people=49))
    assert mark(table, FakeBus(), "B4") == counts(left=1)
    (change,) = table.writes
    assert change.rows == ()


@pytest.mark.parametrize("fate", [{"refused": "MalformedDetail"}, {"failed": "InternalFailure"}])
def test_a_booking_whose_event_was_not_taken_counts_as_failed(
    fate: dict[str, str], table: BookingTable
) -> None:
    def answer(event: BusEvent) -> Receipt:
        return Receipt(event, **(fate if event.detail["bookingId"] == "B2" else {}))

    assert mark(table, FakeBus(answer=answer)) == counts(marked=2, failed=("B2",))
    assert mark(table, FakeBus(), "B2") == counts(marked=1), "and is announced by the next run"


def test_an_invocation_that_runs_out_of_time_leaves_the_rest_to_the_next(table: BookingTable) -> None:
    assert mark(table, FakeBus(), seconds_left=RESERVE_SECONDS - 1) == counts(failed=("B1", "B2", "B3"))
    assert table.writes == []


def test_a_flight_without_a_state_fails_the_batch(table: BookingTable) -> None:
    del table.items[keys.flight_state(FLIGHT)]
    with pytest.raises(NoSuchFlight):
        mark(table, FakeBus())


@pytest.mark.parametrize("disposition", [item for item in Disposition if item is not Disposition.CANCELLED])
def test_only_a_cancellation_marks(disposition: Disposition, table: BookingTable) -> None:
    table.announce(FLIGHT, disposition, 5)
    assert mark(table, FakeBus()) == counts(left=3)


def test_a_request_is_read_as_the_workflow_writes_it() -> None:
    assert parse_request(PAYLOAD) == Request(FLIGHT, "e-1", "corr-1", ("B1",), None, None)


@pytest.mark.parametrize(
    "wrong", [{"bookings": None}, {"bookings": [""]}, {"bookings": "B1"}, {"flightKey": ""}, {"eventId": 3}]
)
def test_a_request_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        parse_request(PAYLOAD | wrong)
    with pytest.raises(BadRequest):
        parse_request([])


def test_a_request_keeps_the_times_and_traces_for_its_events() -> None:
    request = parse_request(PAYLOAD | {"asOf": "2013-03-08T14:05:00Z", "traceparent": "00-1"})
    assert request == replace(parse_request(PAYLOAD), as_of="2013-03-08T14:05:00Z", traceparent="00-1")
