"""Each trap that the clock times of the data set for whoever puts them on one time line."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from local.replay.dataset import flights_on
from local.replay.real_flight import RealFlight, on_one_time_line
from local.replay.wall_clock import UnknownAirport, instant_at, minutes_of, next_at, zone_of
from services.core.clock import format_instant, parse_instant
from tests.unit.replay.rows import ON_TIME, cancelled, diverted, late

NEW_YORK = ZoneInfo("America/New_York")


def row_of(day: date, carrier: str, number: int) -> RealFlight:
    return on_one_time_line(
        next(row for row in flights_on(day) if (row.carrier, row.number) == (carrier, number))
    )


def test_departure_is_local_to_new_york_and_arrival_local_to_the_destination() -> None:
    flight = on_one_time_line(ON_TIME)

    assert format_instant(flight.scheduled_out) == "2013-03-08T14:05:00Z"
    assert format_instant(flight.scheduled_in) == "2013-03-08T18:19:00Z"  # 12:19 in Houston


def test_2400_is_the_midnight_at_the_end_of_the_day() -> None:
    assert minutes_of(2400) == 1440
    assert instant_at(date(2013, 3, 7), 2400, NEW_YORK) == instant_at(date(2013, 3, 8), 0, NEW_YORK)
    before = instant_at(date(2013, 3, 7), 2200, NEW_YORK)
    assert next_at(before, 2400, NEW_YORK) == instant_at(date(2013, 3, 8), 0, NEW_YORK)


@pytest.mark.parametrize("hhmm", [-1, 60, 1275, 2401, 2500])
def test_a_number_that_no_clock_shows_is_refused(hhmm: int) -> None:
    with pytest.raises(ValueError, match="not a clock time"):
        minutes_of(hhmm)


def test_a_delay_past_midnight_keeps_the_origin_date_and_leaves_the_next_day() -> None:
    flight = on_one_time_line(
        replace(ON_TIME, scheduled_departure=2350, departure=40, departure_delay=50, scheduled_arrival=305)
    )

    assert flight.key.date == date(2013, 3, 8)
    assert flight.actual_out == parse_instant("2013-03-09T05:40:00Z")


def test_an_arrival_on_the_next_clock_day_is_after_the_departure() -> None:
    flight = on_one_time_line(replace(ON_TIME, scheduled_departure=2200, scheduled_arrival=115))

    assert format_instant(flight.scheduled_in) == "2013-03-09T07:15:00Z"


def test_a_flight_ten_hours_west_arrives_the_same_day() -> None:
    flight = row_of(date(2013, 3, 8), "HA", 51)

    assert flight.destination == "HNL"
    assert flight.scheduled_in - flight.scheduled_out == 700 * 60_000  # 09:00 to 15:40 HST


def test_a_flight_over_the_change_to_summer_time_keeps_its_real_length() -> None:
    # B6 35 of 9 March 2013: due at 00:34 on the tenth, the night that has no 02:03.
    flight = row_of(date(2013, 3, 9), "B6", 35)

    assert format_instant(flight.actual_in or 0) == "2013-03-10T07:03:00Z"


def test_a_schedule_before_and_after_the_change_differ_by_an_hour_in_utc() -> None:
    saturday = on_one_time_line(replace(ON_TIME, origin_date=date(2013, 3, 9)))
    sunday = on_one_time_line(replace(ON_TIME, origin_date=date(2013, 3, 10)))

    assert sunday.scheduled_out - saturday.scheduled_out == 23 * 3_600_000


@pytest.mark.parametrize("iata", ["SJU", "BQN", "STT", "PSE"])
def test_the_four_airports_that_the_data_set_lacks_have_a_zone(iata: str) -> None:
    assert zone_of(iata).key.startswith("America/")


def test_an_unknown_airport_is_named() -> None:
    with pytest.raises(UnknownAirport, match="QQQ"):
        zone_of("QQQ")


def test_every_flight_of_two_real_days_agrees_with_its_own_clock_times() -> None:
    for day in (date(2013, 3, 8), date(2013, 7, 10)):
        for row in flights_on(day):
            flight = on_one_time_line(row)
            assert 50 <= (flight.scheduled_in - flight.scheduled_out) / 60_000 <= 700
            if row.departure is not None and flight.actual_out is not None:
                assert next_at(flight.actual_out - 1, row.departure, zone_of(row.origin)) == flight.actual_out
            if row.arrival is not None and flight.actual_in is not None:
                landed = next_at(flight.actual_in - 1, row.arrival, zone_of(row.destination))
                assert landed == flight.actual_in


def test_cancelled_and_diverted_are_read_from_what_is_absent() -> None:
    assert (cancelled().cancelled, cancelled().diverted_like) == (True, False)
    assert (diverted().cancelled, diverted().diverted_like) == (False, True)
    assert (late(40).cancelled, late(40).diverted_like) == (False, False)
