"""Reads gates and terminals: old, new, withdrawn, to be announced."""

import re

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.grammar import Grammar
from services.messenger.verify.readback.take import take


def labels(reading: Reading, _facts: Facts, grammar: Grammar) -> None:
    """Gates before terminals, each with its role."""
    for word, forms in grammar.labels.items():
        for roles, pattern in forms:

            def note(match: re.Match[str], word: str = word, roles: tuple[str, ...] = roles) -> None:
                for role, value in zip(roles, match.groups(), strict=True):
                    reading.labels.setdefault(f"{word}.{role}", set()).add(value.replace(" ", ""))

            take(reading, pattern, note)

        def announced(_match: re.Match[str], word: str = word) -> None:
            reading.open_labels.add(word)

        take(reading, grammar.open_labels[word], announced)
