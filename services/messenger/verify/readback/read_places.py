"""Reads flights, routes and diversions."""

import re

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.grammar import Grammar
from services.messenger.verify.readback.moments import day_of
from services.messenger.verify.readback.take import take


def flights(reading: Reading, facts: Facts, grammar: Grammar) -> None:
    """Flight designators and their dates."""

    def note(match: re.Match[str]) -> None:
        reading.designators.add(match["carrier"] + match["number"].lstrip("0") + match["suffix"])
        if match["fday"]:
            day = day_of(match, "f", facts.day, grammar)
            reading.flight_dates.add(day.isoformat() if day else "")

    take(reading, grammar.flight, note)


def diversions(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """Where the flight goes instead, and what of that no longer applies."""
    for roles, pattern in grammar.diversions:

        def note(match: re.Match[str], roles: tuple[str, ...] = roles) -> None:
            for role, found in zip(roles, _places(match), strict=True):
                if found:
                    reading.diversions.setdefault(role, set()).add(found)

        take(reading, pattern, note)

    def ended(_match: re.Match[str]) -> None:
        reading.diversion_ended = True

    take(reading, grammar.diversion_ended, ended)


def routes(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """From where to where; a lone "to" can only be a diversion."""
    for roles, pattern in grammar.routes:

        def note(match: re.Match[str], roles: tuple[str, ...] = roles) -> None:
            for role, found in zip(roles, _places(match), strict=True):
                if found and role == "origin":
                    reading.origins.add(found)
                elif found and role == "destination":
                    reading.destinations.add(found)
                elif found:
                    reading.diversions.setdefault(role, set()).add(found)

        take(reading, pattern, note)


def _places(match: re.Match[str]) -> list[tuple[str | None, str] | None]:
    groups = match.groups()
    found: list[tuple[str | None, str] | None] = []
    for city, code, bare in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        found.append((city, code) if code else (None, bare) if bare else None)
    return found
