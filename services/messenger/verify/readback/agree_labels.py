"""Gates and terminals against the facts, each role for itself."""

from collections.abc import Mapping
from typing import Final

from services.messenger.facts.aspects import LabelFact
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.check import Check, same
from services.messenger.verify.readback.claims import Reading


def _label_new(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.new} if fact and fact.new else set()
        return same(reading, reading.label(f"{word}.new"), true)

    return check


def _label_old(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.old} if fact and fact.old and fact.new and fact.old != fact.new else set()
        return same(reading, reading.label(f"{word}.old"), true)

    return check


def _label_withdrawn(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.old} if fact and fact.old and not fact.new else set()
        return same(reading, reading.label(f"{word}.withdrawn"), true)

    return check


def _label_open(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {word} if fact and not fact.new else set()
        return same(reading, reading.open_labels & {word}, true)

    return check


LABELS: Final[Mapping[str, Check]] = {
    "gate_new": _label_new("gate"),
    "gate_old": _label_old("gate"),
    "gate_withdrawn": _label_withdrawn("gate"),
    "gate_open": _label_open("gate"),
    "terminal_new": _label_new("terminal"),
    "terminal_old": _label_old("terminal"),
    "terminal_withdrawn": _label_withdrawn("terminal"),
    "terminal_open": _label_open("terminal"),
}
