"""Reads fixed notes, reasons and what becomes of the flight."""

import re

from services.messenger.facts.facts import Facts
from services.messenger.facts.rights import rights_text
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.en import lexicon
from services.messenger.verify.readback.take import FACT_MARK, take


def fixed(reading: Reading, facts: Facts) -> None:
    """The rights note and the link are whole, known strings."""
    if facts.rights_note:
        note = rights_text(facts.rights_note, facts.locale)
        reading.rights = reading.rest.count(note)
        reading.rest = reading.rest.replace(note, " ")
    if facts.manage_link:
        reading.links = reading.rest.count(facts.manage_link)
        reading.rest = reading.rest.replace(facts.manage_link, " ")


def reasons(reading: Reading, _facts: Facts) -> None:
    """The reason, by its code; words that are none of ours are kept as they are."""

    def noted(match: re.Match[str]) -> str:
        reading.reasons.add(lexicon.REASONS.get(match[1].strip(), match[1]))
        return "."  # a sentence of its own: nothing before or after it can turn it

    reading.rest = lexicon.REASON.sub(noted, reading.rest)


def fates(reading: Reading, _facts: Facts) -> None:
    """What becomes of the flight, and whether it is said to be late, early or on time."""

    def withdrawn(_match: re.Match[str]) -> None:
        reading.cancellation_withdrawn = True

    take(reading, lexicon.CANCELLATION_WITHDRAWN, withdrawn)
    for found, lexemes in (
        (reading.dispositions, lexicon.DISPOSITIONS),
        (reading.lateness, lexicon.LATENESS),
    ):
        for name, pattern in lexemes:
            if pattern.search(reading.rest):
                found.add(name)
            reading.rest = pattern.sub(FACT_MARK, reading.rest)
