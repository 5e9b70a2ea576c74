"""How late is late: whole minutes against the schedule, and the bands that passengers notice.

Below 15 minutes is on time (the line of the US Bureau of Transportation Statistics); 30 is
where 14 CFR 259.8 begins; above 120 a delay is severe.
"""

from enum import StrEnum

from services.core.clock import MINUTE, Instant


class Band(StrEnum):
    """A band of lateness; the late ones are also the severities of `flight.delayed`."""

    ON_TIME = "on_time"
    MINOR = "minor"
    MAJOR = "major"
    SEVERE = "severe"


NOTICEABLE_MINUTES = 15


def minutes_late(out: Instant, scheduled: Instant) -> int:
    """Whole minutes late, begun minutes not counted; negative when early."""
    return (out - scheduled) // MINUTE


def band(out: Instant | None, scheduled: Instant | None) -> Band | None:
    """The band of a departure, or None where a time is unknown."""
    if out is None or scheduled is None:
        return None
    late = minutes_late(out, scheduled)
    if late < NOTICEABLE_MINUTES:
        return Band.ON_TIME
    if late < 30:
        return Band.MINOR
    return Band.MAJOR if late <= 120 else Band.SEVERE
