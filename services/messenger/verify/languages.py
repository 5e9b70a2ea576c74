"""The words of each language, for the slot rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.messenger.verify.vocabulary import VOCABULARY
from services.messenger.verify.words import ENGLISH

JUDGED_ELSEWHERE: Final = (
    *("no_number_word", "no_clock_word", "no_currency", "no_link", "no_phone", "no_compensation"),
    *("no_cause", "no_guarantee", "no_blame", "no_safety", "no_status", "no_magnitude", "no_retraction"),
    *("late", "on_time", "early"),
)
"""Patterns of rules that can say why they object, so that the vocabulary need not."""


@dataclass(frozen=True, slots=True)
class Language:
    """`forbidden` has a pattern for each rule on words; `vocabulary` what may be written at all."""

    forbidden: Mapping[str, re.Pattern[str]]
    vocabulary: frozenset[str]


_LANGUAGES: Final = {"en": Language(ENGLISH, VOCABULARY)}


def language_of(locale: str) -> Language:
    """The language of the locale, English where it has none: as the phrase tables have it."""
    return _LANGUAGES.get(locale.split("-")[0], _LANGUAGES["en"])
