"""Reads times of day and lengths of time."""

import re

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.grammar import Grammar
from services.messenger.verify.readback.moments import instant_of
from services.messenger.verify.readback.take import take


def times(reading: Reading, facts: Facts, grammar: Grammar) -> None:
    """Times of day, each with its role, and times that are said to be unknown."""
    for roles, pattern in grammar.times:

        def note(match: re.Match[str], roles: tuple[str, ...] = roles) -> None:
            at = instant_of(match, facts.origin.zone, facts.day, grammar)
            for role in roles:
                reading.times.setdefault(role, set()).add(at)

        take(reading, pattern, note)

    def lapsed(_match: re.Match[str]) -> None:
        reading.next_info_open = True

    def unknown(_match: re.Match[str]) -> None:
        reading.time_unknown = True

    take(reading, grammar.no_next_info, lapsed)
    take(reading, grammar.unknown_time, unknown)


def durations(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """Lengths of time, in minutes."""

    def note(match: re.Match[str]) -> None:
        minutes = int(match["m"]) if match["m"] else int(match["h"]) * 60 + int(match["hm"] or 0)
        reading.durations.add(minutes)

    take(reading, grammar.duration, note)
