"""Rows of the real table that show one trap each, and a way to make others."""

from dataclasses import replace
from datetime import date

from local.replay.dataset import SourceFlight
from local.replay.real_flight import RealFlight, on_one_time_line

ON_TIME = SourceFlight(
    origin_date=date(2013, 3, 8),
    carrier="UA",
    number=207,
    tail="N14228",
    origin="EWR",
    destination="IAH",
    scheduled_departure=905,
    departure=905,
    departure_delay=0,
    scheduled_arrival=1219,
    arrival=1219,
    arrival_delay=0,
    air_time=220,
)


def late(minutes: int, number: int = 207) -> RealFlight:
    """A flight that left and arrived `minutes` late."""
    row = replace(ON_TIME, number=number, departure_delay=minutes, arrival_delay=minutes)
    return on_one_time_line(row)


def cancelled() -> RealFlight:
    """A flight that never left."""
    return on_one_time_line(
        replace(
            ON_TIME, departure=None, departure_delay=None, arrival=None, arrival_delay=None, air_time=None
        )
    )


def diverted() -> RealFlight:
    """A flight that left and has no arrival delay."""
    return on_one_time_line(replace(ON_TIME, arrival_delay=None, air_time=None))
