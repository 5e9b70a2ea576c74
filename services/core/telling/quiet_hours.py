"""Quiet hours in the zone where the passenger is, and what overrides them."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.core.clock import HOUR, Instant
from services.core.flight.movement import Phase
from services.core.telling.difference import Kind

DEPARTS_SOON: Final = 4 * HOUR
"""A flight that leaves within this time is told of at any hour."""

_ALWAYS: Final = frozenset({Kind.CANCELLED, Kind.DIVERTED, Kind.REINSTATED})
_FLOWN: Final = frozenset({Phase.OFF, Phase.ON, Phase.IN})


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` local time; a span over midnight has its end before its start."""

    start: time
    end: time
    zone: str


def zone_where(phase: Phase, origin: str | None, destination: str | None, home: str) -> str:
    """The IANA zone of a passenger: that of the origin until take-off, then that of the destination.

    `home`, the zone that the contact gave, stands in for an airport whose zone nobody knows.
    """
    return (destination if phase in _FLOWN else origin) or home


def held_until(
    now: Instant, quiet: QuietHours | None, kind: Kind, departure: Instant | None
) -> Instant | None:
    """When a message may be sent that must not be sent now; None: send it now.

    That is when the quiet hours end, or earlier, as soon as the departure is near: a flight that leaves
    before the morning is told of while there is time to reach it.
    """
    if quiet is None or kind in _ALWAYS or quiet.start == quiet.end:
        return None
    if departure is not None and departure - now <= DEPARTS_SOON:
        return None
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(quiet.zone))
    clock = local.time()
    over_midnight = quiet.end < quiet.start
    inside = (
        (clock >= quiet.start or clock < quiet.end) if over_midnight else quiet.start <= clock < quiet.end
    )
    if not inside:
        return None
    ends_tomorrow = over_midnight and clock >= quiet.start
    day = local.date() + timedelta(days=1 if ends_tomorrow else 0)
    ends = _next(datetime.combine(day, quiet.end, ZoneInfo(quiet.zone)), now)
    return ends if departure is None else min(ends, departure - DEPARTS_SOON)


def _next(end: datetime, now: Instant) -> Instant:
    """The end as an instant after now: when clocks go back, an hour and its end come twice."""
    first = int(end.timestamp() * 1000)
    return first if first > now else int(end.replace(fold=1).timestamp() * 1000)
