"""How each language is read back. A further one is a folder beside en/ and a line here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading
from services.messenger.verify.readback.en.lexicon import LEFT_OVER
from services.messenger.verify.readback.en.steps import STEPS


@dataclass(frozen=True, slots=True)
class Reader:
    """`steps` read facts out of a text; `left_over` has the words that may not remain, by check."""

    steps: tuple[Callable[[Reading, Facts], None], ...]
    left_over: Mapping[str, re.Pattern[str]]


_READERS: Final = {"en": Reader(STEPS, LEFT_OVER)}


def reader_of(locale: str) -> Reader:
    """The reader of the locale's language, English where it has none: as the phrase tables have it."""
    return _READERS.get(locale.split("-")[0], _READERS["en"])
