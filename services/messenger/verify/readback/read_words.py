"""Reads fixed notes, reasons and what becomes of the flight."""

import re

from services.messenger.facts.facts import Facts
from services.messenger.facts.rights import rights_text
from services.messenger.verify.accents import loose
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.grammar import Grammar
from services.messenger.verify.readback.take import FACT_MARK, take


def fixed(reading: Reading, facts: Facts, _grammar: Grammar) -> None:
    """The rights note and the link are whole, known strings."""
    if facts.rights_note:
        note = loose(re.escape(rights_text(facts.rights_note, facts.locale)))
        reading.rest, reading.rights = re.subn(note, " ", reading.rest)
    if facts.manage_link:
        reading.links = reading.rest.count(facts.manage_link)
        reading.rest = reading.rest.replace(facts.manage_link, " ")


def reasons(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """The reason, by its code; words that are none of ours are kept as they are."""

    def noted(match: re.Match[str]) -> str:
        said = match[1].strip()
        known = [code for words, code in grammar.reasons.items() if re.fullmatch(loose(words), said)]
        reading.reasons.add(known[0] if known else said)
        return "."  # a sentence of its own: nothing before or after it can turn it

    reading.rest = grammar.reason.sub(noted, reading.rest)


def fates(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """What becomes of the flight, and whether it is said to be late, early or on time."""

    def withdrawn(_match: re.Match[str]) -> None:
        reading.cancellation_withdrawn = True

    take(reading, grammar.cancellation_withdrawn, withdrawn)
    for found, lexemes in (
        (reading.dispositions, grammar.dispositions),
        (reading.lateness, grammar.lateness),
    ):
        for name, pattern in lexemes:
            if pattern.search(reading.rest):
                found.add(name)
            reading.rest = pattern.sub(FACT_MARK, reading.rest)
