"""Text to claims. Each step understands one kind of phrase, notes it, and takes it out of the rest."""

import re
from collections.abc import Callable
from typing import Final

from services.messenger.facts.facts import Facts
from services.messenger.facts.rights import rights_text
from services.messenger.phrases.slots import GREETING_MARK
from services.messenger.verify.readback import lexicon
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.moments import DATE, TIME, day_of, instant_of

FACT_MARK: Final = "\u2022"
_LABEL: Final = r"([A-Z]{0,2} ?[0-9]{1,3}[A-Z]?|[A-Z]{1,2})(?!\w)"
_PLACE: Final = r"(?:((?:(?! to | from )[^(),:;\u2022\n]){1,60}?) \(([A-Z]{3})\)|([A-Z]{3})(?!\w))"


def read(text: str, facts: Facts, subject: bool = False) -> Reading:
    """What the text claims. Of the facts only the setting is used: zone, day, language, fixed notes."""
    reading = Reading(rest=text.replace(GREETING_MARK, ""), subject=subject)
    for step in _STEPS:
        step(reading, facts)
    return reading


def _take(reading: Reading, pattern: re.Pattern[str], note: Callable[[re.Match[str]], None]) -> None:
    def noted(match: re.Match[str]) -> str:
        note(match)
        return FACT_MARK

    reading.rest = pattern.sub(noted, reading.rest)


def _fixed(reading: Reading, facts: Facts) -> None:
    """The rights note and the link are whole, known strings."""
    if facts.rights_note:
        note = rights_text(facts.rights_note, facts.locale)
        reading.rights = reading.rest.count(note)
        reading.rest = reading.rest.replace(note, " ")
    if facts.manage_link:
        reading.links = reading.rest.count(facts.manage_link)
        reading.rest = reading.rest.replace(facts.manage_link, " ")


def _reason(reading: Reading, _facts: Facts) -> None:
    def noted(match: re.Match[str]) -> str:
        reading.reasons.add(lexicon.REASONS.get(match[1].strip(), match[1]))
        return "."  # a sentence of its own: nothing before or after it can turn it

    reading.rest = lexicon.REASON.sub(noted, reading.rest)


def _labels(word: str) -> Callable[[Reading, Facts], None]:
    one = rf"(?:{word}|{word.capitalize()}) {_LABEL}"
    forms = (
        (re.compile(rf"from {one} to {one}"), ("old", "new")),
        (re.compile(rf"\(?{one} no longer applies\)?"), ("withdrawn",)),
        (re.compile(rf"(?:previous(?:ly)?|old|former) {one}"), ("old",)),
        (re.compile(one), ("new",)),
    )
    announced = re.compile(rf"(?i)(?:{word})[^.\n]{{0,20}}?to be announced")

    def step(reading: Reading, _facts: Facts) -> None:
        for pattern, roles in forms:

            def note(match: re.Match[str], roles: tuple[str, ...] = roles) -> None:
                for role, value in zip(roles, match.groups(), strict=True):
                    reading.labels.setdefault(f"{word}.{role}", set()).add(value.replace(" ", ""))

            _take(reading, pattern, note)
        _take(reading, announced, lambda _match: reading.open_labels.add(word))

    return step


def _times(reading: Reading, facts: Facts) -> None:
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

    _take(reading, as_scheduled, note_as("new", "scheduled"))
    for role, before in roles:
        _take(reading, re.compile(f"(?:(?i:{before}))" + TIME.pattern), note_as(role))

    def unknown(_match: re.Match[str]) -> None:
        reading.time_unknown = True

    def lapsed(_match: re.Match[str]) -> None:
        reading.next_info_open = True

    _take(reading, lexicon.UNKNOWN_TIME, unknown)
    _take(reading, lexicon.NO_NEXT_INFO, lapsed)


def _durations(reading: Reading, _facts: Facts) -> None:
    def note(match: re.Match[str]) -> None:
        minutes = int(match["m"]) if match["m"] else int(match["h"]) * 60 + int(match["hm"] or 0)
        reading.durations.add(minutes)

    _take(reading, lexicon.DURATION, note)


def _flight(reading: Reading, facts: Facts) -> None:
    def note(match: re.Match[str]) -> None:
        reading.designators.add(match["carrier"] + match["number"].lstrip("0") + match["suffix"])
        if match["fday"]:
            day = day_of(match, "f", facts.day)
            reading.flight_dates.add(day.isoformat() if day else "")

    pattern = (
        r"(?<!\w)(?P<carrier>[A-Z]{2}|[A-Z]\d|\d[A-Z]) ?(?P<number>\d{1,4})(?P<suffix>[A-Z]?)(?!\w)"
        rf"(?: on {DATE.format('f')}(?!\w))?"
    )
    _take(reading, re.compile(pattern), note)


def _diversions(reading: Reading, _facts: Facts) -> None:
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

        _take(reading, re.compile(form), note)

    def ended(_match: re.Match[str]) -> None:
        reading.diversion_ended = True

    _take(reading, lexicon.DIVERSION_ENDED, ended)


def _routes(reading: Reading, _facts: Facts) -> None:
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

    _take(reading, re.compile(rf"from {_PLACE} to {_PLACE}"), both)
    _take(reading, re.compile(r"(?<!\w)([A-Z]{3})-([A-Z]{3})(?!\w)"), short)
    _take(reading, re.compile(rf"from {_PLACE}"), origin_only)
    _take(reading, re.compile(rf"to {_PLACE}"), diverted)


def _places(match: re.Match[str]) -> list[tuple[str | None, str] | None]:
    groups = match.groups()
    found: list[tuple[str | None, str] | None] = []
    for city, code, bare in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
        found.append((city, code) if code else (None, bare) if bare else None)
    return found


def _fate(reading: Reading, _facts: Facts) -> None:
    def withdrawn(_match: re.Match[str]) -> None:
        reading.cancellation_withdrawn = True

    _take(reading, lexicon.CANCELLATION_WITHDRAWN, withdrawn)
    for found, lexemes in (
        (reading.dispositions, lexicon.DISPOSITIONS),
        (reading.lateness, lexicon.LATENESS),
    ):
        for name, pattern in lexemes:
            if pattern.search(reading.rest):
                found.add(name)
            reading.rest = pattern.sub(FACT_MARK, reading.rest)


_STEPS: Final = (
    _fixed,
    _reason,
    _times,
    _labels("gate"),
    _labels("terminal"),
    _flight,
    _durations,
    _diversions,
    _routes,
    _fate,
)
