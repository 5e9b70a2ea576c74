"""Reads flights, routes and diversions."""

import re
from typing import Final

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.en import lexicon
from services.messenger.verify.readback.en.moments import DATE, day_of
from services.messenger.verify.readback.take import take

_PLACE: Final = r"(?:((?:(?! to | from )[^(),:;\u2022\n]){1,60}?) \(([A-Z]{3})\)|([A-Z]{3})(?!\w))"


def flights(reading: Reading, facts: Facts) -> None:
    """Flight designators and their dates."""

    def note(match: re.Match[str]) -> None:
        reading.designators.add(match["carrier"] + match["number"].lstrip("0") + match["suffix"])
        if match["fday"]:
            day = day_of(match, "f", facts.day)
            reading.flight_dates.add(day.isoformat() if day else "")

    pattern = (
        r"(?<!\w)(?P<carrier>[A-Z]{2}|[A-Z]\d|\d[A-Z]) ?(?P<number>\d{1,4})(?P<suffix>[A-Z]?)(?!\w)"
        rf"(?: on {DATE.format('f')}(?!\w))?"
    )
    take(reading, re.compile(pattern), note)


def diversions(reading: Reading, _facts: Facts) -> None:
    """Where the flight goes instead, and what of that no longer applies."""
    forms = (
        (rf"the diversion to {_PLACE} no longer applies", ("withdrawn",)),
        (rf"to {_PLACE} instead of {_PLACE}(?:, previously {_PLACE})?", ("new", "instead_of", "old")),
        (rf"to {_PLACE}, previously {_PLACE}", ("new", "old")),
    )
    for form, roles in forms:

        def note(match: re.Match[str], roles: tuple[str, ...] = roles) -> None:
            for role, place in zip(roles, _places(match), strict=True):
                if place:
                    reading.diversions.setdefault(role, set()).add(place)

        take(reading, re.compile(form), note)

    def ended(_match: re.Match[str]) -> None:
        reading.diversion_ended = True

    take(reading, lexicon.DIVERSION_ENDED, ended)


def routes(reading: Reading, _facts: Facts) -> None:
    """From where to where; a lone "to" can only be a diversion."""

    def both(match: re.Match[str]) -> None:
        origin, destination = _places(match)
        if origin and destination:
            reading.origins.add(origin)
            reading.destinations.add(destination)

    def origin_only(match: re.Match[str]) -> None:
        reading.origins.update(place for place in _places(match) if place)

    def diverted(match: re.Match[str]) -> None:
        reading.diversions.setdefault("new", set()).update(place for place in _places(match) if place)

    def short(match: re.Match[str]) -> None:
        reading.origins.add((None, match[1]))
        reading.destinations.add((None, match[2]))

    take(reading, re.compile(rf"from {_PLACE} to {_PLACE}"), both)
    take(reading, re.compile(r"(?<!\w)([A-Z]{3})-([A-Z]{3})(?!\w)"), short)
    take(reading, re.compile(rf"from {_PLACE}"), origin_only)
    take(reading, re.compile(rf"to {_PLACE}"), diverted)


def _places(match: re.Match[str]) -> list[tuple[str | None, str] | None]:
    groups = match.groups()
    found: list[tuple[str | None, str] | None] = []
    for city, code, bare in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        found.append((city, code) if code else (None, bare) if bare else None)
    return found
