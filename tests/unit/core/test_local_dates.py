"""The origin date is the local one of the schedule, whatever UTC, delays and the date line make of it."""

import pytest

from services.core.clock import MINUTE, format_instant, parse_instant
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import Outbox, flight_item
from tests.unit.core.flights import event


@pytest.mark.parametrize(
    ("key", "scheduled_out"),
    [
        ("NZ-0006-2013-03-08-AKL-1", "2013-03-07T20:15:00+00:00"),  # 09:15 in Auckland, UTC+13
        ("HA-0465-2013-03-08-PPG-1", "2013-03-09T10:40:00+00:00"),  # 23:40 in Pago Pago, UTC-11
        ("UA-0207-2013-03-10-EWR-1", "2013-03-10T07:05:00+00:00"),  # five minutes after the clocks went on
        ("UA-0207-2013-11-03-EWR-1", "2013-11-03T01:30:00-05:00"),  # the second half past one
    ],
)
def test_a_flight_is_listed_under_its_local_origin_date(key: str, scheduled_out: str) -> None:
    flight = FlightKey.parse(key)
    taken = step(
        FlightState(flight),
        [event("flight.scheduled", 1, scheduledOut=scheduled_out, destination="ORD")],
    )
    item = flight_item(taken.after, taken.derived, Outbox("t", 0, 0), 0, 1)
    assert item["GSI1PK"] == f"ST#scheduled#{flight.date.isoformat()}#0"
    assert parse_instant(item["scheduledOut"]) == parse_instant(scheduled_out)


def test_a_delay_past_local_midnight_leaves_the_flight_on_its_date() -> None:
    flight = FlightKey.parse("UA-0207-2013-03-08-EWR-1")
    late = [
        event("flight.scheduled", 1, scheduledOut="2013-03-08T23:50:00-05:00", destination="ORD"),
        event("flight.delayed", 2, estimatedOut="2013-03-09T00:40:00-05:00"),
    ]
    taken = step(FlightState(flight), late)
    item = flight_item(taken.after, taken.derived, Outbox("t", 0, 0), 0, 1)
    assert item["GSI1PK"] == "ST#delayed#2013-03-08#0"
    assert taken.derived.delay_minutes == 50


@pytest.mark.parametrize(
    ("scheduled", "estimated", "minutes"),
    [
        ("2013-03-10T01:50:00-05:00", "2013-03-10T03:10:00-04:00", 20),  # the clocks go on in between
        ("2013-11-03T01:50:00-04:00", "2013-11-03T01:10:00-05:00", 20),  # and back
        ("2013-03-08T23:50:00+13:00", "2013-03-08T00:20:00-11:00", 30),  # over the date line
    ],
)
def test_a_delay_is_elapsed_time_and_not_a_difference_of_clocks(
    scheduled: str, estimated: str, minutes: int
) -> None:
    def instant(name: str, text: str) -> int:
        data = {name: text} | ({"destination": "ORD"} if name == "scheduledOut" else {})
        value = facts_of("flight.scheduled" if len(data) > 1 else "flight.delayed", data)[name]
        assert isinstance(value, int)
        return value

    late = instant("estimatedOut", estimated) - instant("scheduledOut", scheduled)
    assert late == minutes * MINUTE


def test_a_leap_day_is_a_date_like_any_other() -> None:
    assert str(FlightKey.parse("UA-0207-2024-02-29-EWR-1").date) == "2024-02-29"
    assert format_instant(parse_instant("2024-02-29T23:59:59-12:00")) == "2024-03-01T11:59:59Z"
