"""Times of day as read, back to instants. Written apart from phrases.times on purpose."""

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.core.clock import Instant
from services.messenger.verify.readback.claims import UNREADABLE

_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS: Final = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DATE: Final = (
    r"(?:(?P<{0}weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?P<{0}day>\d{{1,2}}) "
    r"(?P<{0}month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
)
"""A date; format it with a prefix for its group names."""

TIME: Final = re.compile(
    r"(?<![\w:.])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d)(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: (?P<zone>UTC[+-]\d{2}(?::?\d{2})?|[A-Z]h?[A-Z]{1,4})(?!\w))?"
    rf"(?: on {DATE.format('t')})?"
)


def day_of(match: re.Match[str], prefix: str, near: date) -> date | None:
    """The date in the match, in the year that brings it nearest to `near`; None if there is no such day."""
    month = _MONTHS.index(match[f"{prefix}month"].lower()) + 1
    years = (near.year - 1, near.year, near.year + 1)
    days = [day for year in years if (day := _day(year, month, int(match[f"{prefix}day"])))]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - near).days))
    weekday = match[f"{prefix}weekday"]
    return nearest if not weekday or _DAYS.index(weekday.lower()) == nearest.weekday() else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def instant_of(match: re.Match[str], zone: str, flight_day: date) -> Instant:
    """The instant a match of TIME means: on the flight's day unless it names another."""
    day = day_of(match, "t", flight_day) if match["tday"] else flight_day
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return UNREADABLE
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    if day is None or hour > 23 or minute > 59 or match["zone"] is None:
        return UNREADABLE
    return _in_zone(
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)), match["zone"]
    )


def _in_zone(local: datetime, named: str) -> Instant:
    """Either side of a clock change is tried: the abbreviation says which one is meant."""
    for fold in (0, 1):
        candidate = local.replace(fold=fold)
        if named in _names(candidate):
            return int(candidate.timestamp()) * 1000
    return UNREADABLE


def _names(local: datetime) -> set[str]:
    offset = local.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "-" if offset < timedelta() else "+"
    hours, rest = divmod(minutes, 60)
    abbreviation = local.tzname() or ""
    forms = {f"UTC{sign}{hours:02d}{rest:02d}", f"UTC{sign}{hours:02d}:{rest:02d}"}
    if not rest:
        forms.add(f"UTC{sign}{hours:02d}")
    return forms | ({abbreviation} if abbreviation.isalpha() else set())
