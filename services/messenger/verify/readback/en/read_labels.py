"""Reads gates and terminals: old, new, withdrawn, to be announced."""

import re
from collections.abc import Callable
from typing import Final

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.take import take

_LABEL: Final = r"([A-Z]{0,2} ?[0-9]{1,3}[A-Z]?|[A-Z]{1,2})(?!\w)"


def labels_of(word: str) -> Callable[[Reading, Facts], None]:
    """A step that reads gates or terminals, each with its role."""
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

            take(reading, pattern, note)
        take(reading, announced, lambda _match: reading.open_labels.add(word))

    return step
