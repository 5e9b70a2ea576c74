"""What a language gives the slot rules: the words that are forbidden, and those that are allowed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from services.messenger.facts.latin import LETTER
from services.messenger.verify.accents import loose, unaccented

JUDGED_ELSEWHERE: Final = (
    *("no_number_word", "no_clock_word", "no_currency", "no_link", "no_phone", "no_compensation"),
    *("no_cause", "no_guarantee", "no_blame", "no_safety", "no_status", "no_magnitude", "no_retraction"),
    *("late", "on_time", "early"),
)
"""Patterns of rules that can say why they object, so that the vocabulary need not."""

LINK_PARTS: Final = (
    *(r"https?:?\S*", r"www\S*", r"\S*//\S*", r"\S+@\S+"),
    r"[\w-]+\.(?:com|org|net|gov|info|io|co|eu|aero|es|mx|fr|ca|jp)(?![a-z])\S*",
)
"""What looks like a link in every language."""


@dataclass(frozen=True, slots=True)
class SlotWords:
    """`forbidden` has a pattern for each rule on words, for what turns a slot, and what is harmless in it.

    `vocabulary` is what may be written at all; `unknown` finds what of a text is not made of it.
    `cities` are names of cities in this language that the airports' data does not have, and
    `common_words` its words, in lower case, that are a city somewhere. `lateness` tells the prompt how
    to say late, on time and early.
    """

    forbidden: Mapping[str, re.Pattern[str]]
    vocabulary: frozenset[str]
    unknown: Callable[[str, frozenset[str]], list[str]]
    cities: re.Pattern[str]
    common_words: frozenset[str]
    lateness: str


def whole_words(*alternatives: str) -> re.Pattern[str]:
    """Any of them as whole words, in any case, with or without accents."""
    return re.compile(loose(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"), re.IGNORECASE)


def vocabulary_of(words: str) -> frozenset[str]:
    """The words, and each without its accents: an SMS may be written so."""
    given = words.split()
    return frozenset(given) | {unaccented(word) for word in given}


def spaced(text: str, vocabulary: frozenset[str]) -> list[str]:
    """The unknown words of a language that puts spaces between words."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in vocabulary]


def unspaced(text: str, vocabulary: frozenset[str]) -> list[str]:
    """The unknown runs of a language without spaces: those that no row of known words makes up.

    Latin words are runs of their own.
    """
    runs = re.findall(rf"[{LETTER}]+|[^\W\d_{LETTER}]+", text)
    return [run for run in runs if not _made_of(run.lower(), vocabulary)]


def _made_of(run: str, vocabulary: frozenset[str]) -> bool:
    longest = max(map(len, vocabulary))
    reached = {0}
    for end in range(1, len(run) + 1):
        starts = range(max(0, end - longest), end)
        if any(start in reached and run[start:end] in vocabulary for start in starts):
            reached.add(end)
    return len(run) in reached
