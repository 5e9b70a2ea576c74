"""Times, lengths of time and lateness against the facts."""

from collections.abc import Mapping
from typing import Final

from services.core.clock import MINUTE, Instant
from services.core.flight.bands import NOTICEABLE_MINUTES
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.check import Check, same
from services.messenger.verify.readback.claims import Reading


def _minutes(*instants: Instant | None) -> set[Instant]:
    return {instant // MINUTE * MINUTE for instant in instants if instant is not None}


def _new_time(reading: Reading, facts: Facts) -> bool:
    return same(reading, reading.time("new"), _minutes(facts.time.new) if facts.time else set())


def _scheduled_time(reading: Reading, facts: Facts) -> bool:
    return same(reading, reading.time("scheduled"), _minutes(facts.time.scheduled) if facts.time else set())


def _previous_time(reading: Reading, facts: Facts) -> bool:
    time = facts.time
    true = _minutes(time.previous) - _minutes(time.new, time.scheduled) if time else set()
    return same(reading, reading.time("previous"), true)


def _unknown_time(reading: Reading, facts: Facts) -> bool:
    unknown = facts.time is not None and facts.time.new is None
    return reading.time_unknown == unknown or (reading.subject and not reading.time_unknown)


def _next_info(reading: Reading, facts: Facts) -> bool:
    return same(
        reading, reading.time("next_info"), _minutes(facts.next_info.at) if facts.next_info else set()
    )


def _next_info_open(reading: Reading, facts: Facts) -> bool:
    lapsed = facts.next_info is not None and facts.next_info.at is None
    return reading.next_info_open == lapsed or (reading.subject and not reading.next_info_open)


def _duration(reading: Reading, facts: Facts) -> bool:
    late = _late_minutes(facts)
    return reading.durations <= ({late} if late is not None and late > 0 else set())


def _late_minutes(facts: Facts) -> int | None:
    """Between the minutes that a text can show."""
    time = facts.time
    if time is None or time.new is None or time.scheduled is None:
        return None
    return time.new // MINUTE - time.scheduled // MINUTE


def _lateness(reading: Reading, facts: Facts) -> bool:
    late = _late_minutes(facts)
    if late is None:
        true = {"late"} if facts.time and facts.time.scheduled is not None else set()
    elif late >= NOTICEABLE_MINUTES:
        true = {"late"}
    else:
        true = {"early"} if late <= -NOTICEABLE_MINUTES else {"on_time"}
    return reading.lateness <= true


TIMES: Final[Mapping[str, Check]] = {
    "new_time": _new_time,
    "scheduled_time": _scheduled_time,
    "previous_time": _previous_time,
    "unknown_time": _unknown_time,
    "next_info": _next_info,
    "next_info_open": _next_info_open,
    "duration": _duration,
    "lateness": _lateness,
}
