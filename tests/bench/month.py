"""The real event mix: whole days of March 2013, in the order in which they were published."""

from datetime import date, timedelta
from typing import Final

from local.replay.day import replay_of
from local.replay.stream import ReplayEvent

FIRST_DAY: Final = date(2013, 3, 1)
SEED: Final = 7


def events_of_month(most: int) -> list[ReplayEvent]:
    """Up to `most` events, from the first of the month on; whole days but for the last."""
    events: list[ReplayEvent] = []
    day = FIRST_DAY
    while len(events) < most and day.month == FIRST_DAY.month:
        events.extend(replay_of(day, None, SEED).events)
        day += timedelta(days=1)
    return events[:most]
