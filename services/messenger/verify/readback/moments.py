"""Times of day as read, back to instants. Written apart from phrases.times on purpose."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.core.clock import Instant
from services.messenger.verify.accents import unaccented
from services.messenger.verify.readback.claims import UNREADABLE
from services.messenger.verify.readback.grammar import Grammar


def day_of(match: re.Match[str], prefix: str, near: date, grammar: Grammar) -> date | None:
    """The date in the match, in the year that brings it nearest to `near`; None if there is no such day."""
    month = grammar.months.get(unaccented(match[f"{prefix}month"].lower()), 0)
    years = (near.year - 1, near.year, near.year + 1)
    number = re.sub(r"\D", "", match[f"{prefix}day"])
    days = [day for year in years if (day := _day(year, month, int(number)))]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - near).days))
    weekday = match[f"{prefix}weekday"]
    return (
        nearest if not weekday or grammar.weekdays[unaccented(weekday.lower())] == nearest.weekday() else None
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def instant_of(match: re.Match[str], zone: str, flight_day: date, grammar: Grammar) -> Instant:
    """The instant a match of a time means: on the flight's day unless it names another."""
    groups = match.groupdict()
    day = day_of(match, "t", flight_day, grammar) if groups["tday"] else flight_day
    hour, minute = int(groups["hour"]), int(groups["minute"])
    if half := groups.get("half"):
        if not 1 <= hour <= 12:
            return UNREADABLE
        hour = hour % 12 + (12 if half in "pP" else 0)
    if day is None or hour > 23 or minute > 59 or groups["zone"] is None:
        return UNREADABLE
    return _in_zone(
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)), groups["zone"]
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
