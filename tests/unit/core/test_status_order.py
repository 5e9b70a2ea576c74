"""Flights of one status are listed in the order of their scheduled departures, to the millisecond."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import HOUR, Instant
from services.core.flight.derive import derive
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState
from services.core.table import keys
from services.core.table.flight_item import Outbox, flight_item
from services.core.table.scheduled import scheduled_of, scheduled_text

DAY = date(2013, 3, 8)
KEY = FlightKey.parse("UA-0207-2013-03-08-EWR-1")
MORNING = 1_362_744_000_000
DEPARTURES = st.integers(MORNING, MORNING + 24 * HOUR)
NEAR = st.integers(MORNING, MORNING + 2_000)
"""So close that whole seconds and milliseconds meet."""


def index_key(scheduled_out: Instant | None, number: int = 207) -> str:
    state = FlightState(replace(KEY, number=number))
    derived = derive(state.registers)
    facts = {} if scheduled_out is None else {"scheduledOut": scheduled_out}
    item = flight_item(state, replace(derived, facts=facts), Outbox("topic", 0, 0), MORNING, 1)
    key: str = item["GSI1SK"]
    return key


@given(st.lists(NEAR | DEPARTURES, min_size=2))
def test_the_order_of_the_index_is_the_order_of_departures(departures: list[Instant]) -> None:
    assert sorted(map(index_key, departures)) == [index_key(out) for out in sorted(departures)]


@given(DEPARTURES)
def test_a_flight_without_a_schedule_comes_before_every_other_of_its_date(scheduled_out: Instant) -> None:
    assert index_key(None) < index_key(scheduled_out)


@given(st.none() | NEAR | DEPARTURES)
def test_a_cursor_made_of_what_a_row_shows_is_the_place_of_the_row(scheduled_out: Instant | None) -> None:
    shown = scheduled_text(scheduled_out, DAY)

    assert scheduled_of(shown) == scheduled_out
    place = keys.flight_status("scheduled", DAY.isoformat(), scheduled_of(shown), str(KEY), 1)
    assert place.sk == index_key(scheduled_out)
