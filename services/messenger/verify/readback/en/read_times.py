"""Reads times of day and lengths of time."""

import re
from collections.abc import Callable

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.en import lexicon
from services.messenger.verify.readback.en.moments import TIME, instant_of
from services.messenger.verify.readback.take import take


def times(reading: Reading, facts: Facts) -> None:
    """Times of day, each with its role, and times that are said to be unknown."""
    roles = (
        ("next_info", r"next information (?:is due )?at "),
        ("scheduled", r"(?:instead of|scheduled(?: for| at)?) "),
        ("previous", r"previously "),
        ("new", ""),
    )
    as_scheduled = re.compile(TIME.pattern + r" as scheduled")

    def note_as(*names: str) -> Callable[[re.Match[str]], None]:
        def note(match: re.Match[str]) -> None:
            for name in names:
                at = instant_of(match, facts.origin.zone, facts.day)
                reading.times.setdefault(name, set()).add(at)

        return note

    take(reading, as_scheduled, note_as("new", "scheduled"))
    for role, before in roles:
        take(reading, re.compile(f"(?:(?i:{before}))" + TIME.pattern), note_as(role))

    def unknown(_match: re.Match[str]) -> None:
        reading.time_unknown = True

    def lapsed(_match: re.Match[str]) -> None:
        reading.next_info_open = True

    take(reading, lexicon.UNKNOWN_TIME, unknown)
    take(reading, lexicon.NO_NEXT_INFO, lapsed)


def durations(reading: Reading, _facts: Facts) -> None:
    """Lengths of time, in minutes."""

    def note(match: re.Match[str]) -> None:
        minutes = int(match["m"]) if match["m"] else int(match["h"]) * 60 + int(match["hm"] or 0)
        reading.durations.add(minutes)

    take(reading, lexicon.DURATION, note)
