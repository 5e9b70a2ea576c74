"""What must not be left over once every fact has been read out of a text."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from services.messenger.facts import airports
from services.messenger.facts.facts import Facts
from services.messenger.facts.latin import NOT_AFTER, NOT_BEFORE, WORD
from services.messenger.verify.readback.check import Check
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.languages import grammar_of
from services.messenger.verify.readback.take import FACT_MARK


def _notes_once(reading: Reading, _facts: Facts) -> bool:
    return reading.rights <= 1 and reading.links <= 1


def _nothing_left(name: str) -> Check:
    """Of the words that the language's reader lists under this name."""
    return lambda reading, facts: not grammar_of(facts.locale).left_over[name].search(reading.rest)


def _no_open_slot(reading: Reading, _facts: Facts) -> bool:
    return not re.search(r"[{}]", reading.rest)


def _no_number(reading: Reading, _facts: Facts) -> bool:
    return not any(unicodedata.category(char).startswith("N") for char in reading.rest)


def _no_airport(reading: Reading, _facts: Facts) -> bool:
    codes = re.findall(rf"{NOT_AFTER}[A-Z]{{3}}{NOT_BEFORE}", reading.rest)
    return not airports.codes().intersection(codes)


def _no_city(reading: Reading, facts: Facts) -> bool:
    places = (facts.origin, facts.destination, facts.diversion.new if facts.diversion else None)
    mine = {place.city.lower() for place in places if place and place.city}
    grammar = grammar_of(facts.locale)
    words = re.findall(WORD, reading.rest)
    phrases = [" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)]
    return not grammar.cities.search(reading.rest) and not any(
        phrase.lower() in mine or (phrase[0].isupper() and phrase in airports.cities())
        for phrase in phrases
        if phrase.lower() not in grammar.common_words
    )


def _nothing_turned(reading: Reading, facts: Facts) -> bool:
    turning = grammar_of(facts.locale).left_over["nothing_turned"]
    return not any(
        FACT_MARK in sentence and (turning.search(sentence) or re.search(r"[?\uff1f]", sentence))
        for sentence in re.split(
            r"[.!。\uff01]|(?<![:\uff1a\n])\n", re.sub(r"([:\uff1a])\s+", r"\1 ", reading.rest)
        )
    )


ABSENCES: Final[Mapping[str, Check]] = {
    "notes_once": _notes_once,
    "no_unread_number": _no_number,
    "no_number_word": _nothing_left("no_number_word"),
    "no_clock_word": _nothing_left("no_clock_word"),
    "no_airport": _no_airport,
    "no_city": _no_city,
    "no_money": _nothing_left("no_money"),
    "no_link": _nothing_left("no_link"),
    "no_phone": _nothing_left("no_phone"),
    "no_forbidden_claim": _nothing_left("no_forbidden_claim"),
    "no_arrival": _nothing_left("no_arrival"),
    "no_magnitude": _nothing_left("no_magnitude"),
    "no_retraction": _nothing_left("no_retraction"),
    "no_open_slot": _no_open_slot,
    "nothing_turned": _nothing_turned,
}
