"""The marker's table: the fake and the real one accept and refuse the same."""

from dataclasses import replace

import pytest

from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.booking.rebooking import FlightNews, Standing, decide
from services.core.flight.truth import Disposition
from services.core.table import keys
from services.core.table.rebooking_item import standing_of, status_rows
from services.rebooking.dynamo import DynamoTable
from services.rebooking.ports import Change, Table
from tests.contract.workflows.cabin import Cabin
from tests.fakes.bookings import BookingTable

CANCELLED_AT_5 = 5


@pytest.fixture(params=["memory", pytest.param("dynamodb", marks=pytest.mark.emulator)])
def stored(request: pytest.FixtureRequest) -> tuple[Table, str, str]:
    """A table, and a cancelled flight with a booking in it."""
    if request.param == "memory":
        flight, memory = "UA-0207-2013-03-08-EWR-1", BookingTable()
        memory.announce(flight, Disposition.CANCELLED, CANCELLED_AT_5)
        ann = Traveller(1, Passenger("P1", "Ann", "Doe", "en"), ("c-1",))
        memory.add(Booking("B1", "L1", (flight,), (ann,)))
        return memory, flight, "B1"
    cabin: Cabin = request.getfixturevalue("cabin")
    flight = cabin.flight(ver=CANCELLED_AT_5)
    (booking,) = cabin.book(flight)
    driver = cabin.driver
    return DynamoTable(driver.client("dynamodb"), driver.outputs["TableName"]), flight, booking


def change(table: Table, flight: str, booking: str, ver: int, cancelled: bool) -> Change:
    """The next write of the booking by this news, however it stands."""
    meta, *others = sorted(table.booking(booking), key=lambda row: row["SK"])
    before = standing_of(meta)
    news = FlightNews(flight, ver, cancelled)
    after = decide(replace(before, decided={}), news)
    assert after is not None
    rows = status_rows(meta, others) if after.status is not before.status else ()
    return Change(keys.booking(booking), before, replace(after, decided={flight: ver}), news, rows)


def standing(table: Table, booking: str) -> Standing:
    """The booking as it is stored."""
    return standing_of(min(table.booking(booking), key=lambda row: row["SK"]))


def test_a_write_is_read_back_and_taken_back(stored: tuple[Table, str, str]) -> None:
    table, flight, booking = stored
    marked = change(table, flight, booking, 5, cancelled=True)
    assert table.write(marked)
    assert standing(table, booking) == marked.after
    assert {row["status"] for row in table.booking(booking)} == {BookingStatus.NEEDS_REBOOKING}
    assert table.write(change(table, flight, booking, 6, cancelled=False))
    restored = standing(table, booking)
    assert (restored.status, restored.mark, restored.ver) == (BookingStatus.CONFIRMED, None, 3)


def test_a_booking_that_changed_since_it_was_read_is_not_written(stored: tuple[Table, str, str]) -> None:
    table, flight, booking = stored
    stale = change(table, flight, booking, 5, cancelled=True)
    assert table.write(change(table, flight, booking, 4, cancelled=False))
    between = standing(table, booking)
    assert not table.write(stale)
    assert standing(table, booking) == between


@pytest.mark.parametrize("ver", [4, 5])
def test_a_booking_decided_on_by_this_or_a_newer_state_is_not_written(
    ver: int, stored: tuple[Table, str, str]
) -> None:
    table, flight, booking = stored
    assert table.write(change(table, flight, booking, 5, cancelled=True))
    marked = standing(table, booking)
    assert not table.write(change(table, flight, booking, ver, cancelled=False))
    assert standing(table, booking) == marked


def test_the_flight_is_read_as_announced(stored: tuple[Table, str, str]) -> None:
    table, flight, _ = stored
    found = table.flight(flight)
    assert found is not None
    assert (found["ver"], table.flight("UA-0001-2013-03-08-EWR-1")) == (CANCELLED_AT_5, None)
