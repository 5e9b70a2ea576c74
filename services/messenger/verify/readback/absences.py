"""What must not be left over once every fact has been read out of a text."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from services.messenger.facts import airports
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback import lexicon
from services.messenger.verify.readback.check import Check
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.take import FACT_MARK


def _notes_once(reading: Reading, _facts: Facts) -> bool:
    return reading.rights <= 1 and reading.links <= 1


def _rest_without(pattern: re.Pattern[str]) -> Check:
    return lambda reading, _facts: not pattern.search(reading.rest)


def _no_number(reading: Reading, _facts: Facts) -> bool:
    return not any(unicodedata.category(char).startswith("N") for char in reading.rest)


def _no_airport(reading: Reading, _facts: Facts) -> bool:
    return not airports.codes().intersection(re.findall(r"(?<!\w)[A-Z]{3}(?!\w)", reading.rest))


def _no_city(reading: Reading, facts: Facts) -> bool:
    places = (facts.origin, facts.destination, facts.diversion.new if facts.diversion else None)
    mine = {place.city.lower() for place in places if place and place.city}
    names = r"[^\W\d_]+(?:['\u2019.-]*[^\W\d_]+)*"
    words = re.findall(names, reading.rest)
    phrases = [" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)]
    return not any(
        phrase.lower() in mine or (phrase[0].isupper() and phrase in airports.cities() and phrase != "Hope")
        for phrase in phrases
    )


def _nothing_turned(reading: Reading, _facts: Facts) -> bool:
    return not any(
        FACT_MARK in sentence and (lexicon.TURNING.search(sentence) or "?" in sentence)
        for sentence in re.split(r"[.!]|(?<![:\n])\n", re.sub(r":\s+", ": ", reading.rest))
    )


ABSENCES: Final[Mapping[str, Check]] = {
    "notes_once": _notes_once,
    "no_unread_number": _no_number,
    "no_number_word": _rest_without(lexicon.NUMBER_WORDS),
    "no_clock_word": _rest_without(lexicon.CLOCK_WORDS),
    "no_airport": _no_airport,
    "no_city": _no_city,
    "no_money": _rest_without(lexicon.MONEY),
    "no_link": _rest_without(lexicon.LINKS),
    "no_phone": _rest_without(lexicon.CONTACT),
    "no_forbidden_claim": _rest_without(lexicon.FORBIDDEN),
    "no_arrival": _rest_without(lexicon.ARRIVAL),
    "no_magnitude": _rest_without(lexicon.MAGNITUDE),
    "no_retraction": _rest_without(lexicon.RETRACTION),
    "no_open_slot": _rest_without(re.compile(r"[{}]")),
    "nothing_turned": _nothing_turned,
}
