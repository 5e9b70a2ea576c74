"""Quiet hours: in the passenger's zone, over midnight and clock changes, never for what cannot wait."""

from datetime import time

import pytest

from services.core.clock import format_instant, parse_instant
from services.core.telling.difference import Kind
from services.core.telling.quiet_hours import QuietHours, held_until

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


def test_no_quiet_hours_no_waiting() -> None:
    assert held(LATE, quiet=None) is None


def test_a_span_within_one_day_is_understood() -> None:
    siesta = QuietHours(time(13), time(15), "Europe/Madrid")
    assert held(parse_instant("2013-03-08T13:00:00Z"), siesta) == "2013-03-08T14:00:00Z"
    assert held(parse_instant("2013-03-08T14:00:00Z"), siesta) is None
