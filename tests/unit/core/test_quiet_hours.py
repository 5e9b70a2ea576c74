"""Quiet hours: in the passenger's zone, over midnight and clock changes, never for what cannot wait."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import HOUR, format_instant, parse_instant
from services.core.flight.movement import Phase
from services.core.telling.difference import Kind
from services.core.telling.quiet_hours import QuietHours, held_until, zone_where

NIGHT = QuietHours(time(22), time(7), "America/New_York")
LATE = parse_instant("2013-03-08T04:00:00Z")  # 23:00 in New York
TOMORROW = parse_instant("2013-03-08T23:00:00Z")


def held(
    now: int, quiet: QuietHours | None = NIGHT, kind: Kind = Kind.DELAY, out: int = TOMORROW
) -> str | None:
    until = held_until(now, quiet, kind, out)
    return None if until is None else format_instant(until)


def test_a_message_at_night_waits_for_the_morning_there() -> None:
    assert held(LATE) == "2013-03-08T12:00:00Z"


def test_after_midnight_the_same_morning_is_meant() -> None:
    assert held(parse_instant("2013-03-08T06:30:00Z")) == "2013-03-08T12:00:00Z"


def test_the_morning_after_the_clocks_changed_comes_an_hour_sooner() -> None:
    assert held(parse_instant("2013-03-10T04:00:00Z"), out=parse_instant("2013-03-11T00:00:00Z")) == (
        "2013-03-10T11:00:00Z"
    )


@pytest.mark.parametrize("instant", ["2013-03-08T12:00:00Z", "2013-03-08T20:00:00Z"])
def test_by_day_nothing_waits(instant: str) -> None:
    assert held(parse_instant(instant), out=parse_instant("2013-03-10T00:00:00Z")) is None


@pytest.mark.parametrize("kind", [Kind.CANCELLED, Kind.DIVERTED, Kind.REINSTATED])
def test_what_cannot_wait_does_not(kind: Kind) -> None:
    assert held(LATE, kind=kind) is None


def test_a_flight_that_leaves_soon_is_told_of_at_any_hour() -> None:
    assert held(LATE, out=LATE + 4 * 3_600_000) is None
    assert held(LATE, out=LATE + 4 * 3_600_000 + 1) is not None


def test_a_hold_ends_when_the_departure_is_near_and_not_after_the_flight_has_left() -> None:
    before_seven = parse_instant("2013-03-08T09:45:00Z")
    assert held(LATE, out=before_seven) == "2013-03-08T05:45:00Z"
    assert held(parse_instant("2013-03-08T05:45:00Z"), out=before_seven) is None


def test_no_quiet_hours_no_waiting() -> None:
    assert held(LATE, quiet=None) is None


def test_a_span_within_one_day_is_understood() -> None:
    siesta = QuietHours(time(13), time(15), "Europe/Madrid")
    assert held(parse_instant("2013-03-08T13:00:00Z"), siesta) == "2013-03-08T14:00:00Z"
    assert held(parse_instant("2013-03-08T14:00:00Z"), siesta) is None


def test_when_the_clocks_go_back_the_hour_that_comes_twice_ends_in_the_future() -> None:
    """Madrid, 2013-10-27: 02:00 to 03:00 comes twice, ending at 01:00Z and again at 02:00Z."""
    early = QuietHours(time(22), time(2, 30), "Europe/Madrid")
    for now, until in (
        ("2013-10-27T00:15:00Z", "2013-10-27T00:30:00Z"),  # 02:15 summer time
        ("2013-10-27T01:15:00Z", "2013-10-27T01:30:00Z"),  # 02:15 once more
    ):
        assert held(parse_instant(now), early, out=parse_instant("2013-10-28T00:00:00Z")) == until


def test_when_the_clocks_go_forward_an_end_that_never_comes_is_the_moment_after() -> None:
    night = QuietHours(time(22), time(2, 30), "America/New_York")
    assert held(parse_instant("2013-03-10T06:45:00Z"), night, out=parse_instant("2013-03-11T00:00:00Z")) == (
        "2013-03-10T07:30:00Z"
    )


@pytest.mark.parametrize(
    ("zone", "until"),
    [
        ("Pacific/Kiritimati", "2013-03-08T17:00:00Z"),  # UTC+14: eight in the evening
        ("Pacific/Pago_Pago", "2013-03-08T18:00:00Z"),  # UTC-11: seven in the evening, a date earlier
        ("Asia/Kathmandu", None),  # UTC+5:45: a quarter to twelve
    ],
)
def test_each_side_of_the_date_line_has_its_own_night(zone: str, until: str | None) -> None:
    night = QuietHours(time(19), time(7), zone)
    assert (
        held(parse_instant("2013-03-08T06:00:00Z"), night, out=parse_instant("2013-03-09T12:00:00Z")) == until
    )


@given(st.integers(1_356_998_400, 1_388_534_400), st.sampled_from(["America/New_York", "Europe/Madrid"]))
def test_a_hold_always_ends_later_and_outside_the_quiet_hours(second: int, zone: str) -> None:
    now = second * 1000
    quiet = QuietHours(time(1, 30), time(2, 45), zone)
    until = held_until(now, quiet, Kind.DELAY, None)
    if until is not None:
        assert now < until <= now + 3 * HOUR
        assert held_until(until, quiet, Kind.DELAY, None) is None


@pytest.mark.parametrize(
    ("phase", "zone"),
    [
        (Phase.SCHEDULED, "America/New_York"),
        (Phase.OUT, "America/New_York"),
        (Phase.OFF, "Asia/Tokyo"),
        (Phase.IN, "Asia/Tokyo"),
    ],
)
def test_a_passenger_is_at_the_origin_until_take_off(phase: Phase, zone: str) -> None:
    assert zone_where(phase, "America/New_York", "Asia/Tokyo", "Europe/Madrid") == zone
    assert zone_where(phase, None, None, "Europe/Madrid") == "Europe/Madrid"
