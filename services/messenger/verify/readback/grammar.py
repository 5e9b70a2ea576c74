"""What a language gives the reader: patterns and words, and no code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.messenger.facts.latin import LETTER, NOT_AFTER, NOT_BEFORE

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """How facts are said. Patterns are tried in their order, and each takes out what it matched.

    `times` have the groups of CLOCK and ZONE, and of a date with the prefix t; `flight` those of
    DESIGNATOR, and of a date with the prefix f; groups of `labels`, `diversions` and `routes` stand for
    their roles, in order. `months` and `weekdays` are in lower case and without accents. `left_over` has the
    words that may not remain, by check; `cities` and `common_words` say what else is, or is not, the
    name of a city.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    flight: re.Pattern[str]
    times: tuple[tuple[Roles, re.Pattern[str]], ...]
    unknown_time: re.Pattern[str]
    no_next_info: re.Pattern[str]
    labels: Mapping[str, tuple[tuple[Roles, re.Pattern[str]], ...]]
    open_labels: Mapping[str, re.Pattern[str]]
    diversions: tuple[tuple[Roles, re.Pattern[str]], ...]
    diversion_ended: re.Pattern[str]
    routes: tuple[tuple[Roles, re.Pattern[str]], ...]
    duration: re.Pattern[str]
    reason: re.Pattern[str]
    reasons: Mapping[str, str]
    cancellation_withdrawn: re.Pattern[str]
    dispositions: tuple[tuple[str, re.Pattern[str]], ...]
    lateness: tuple[tuple[str, re.Pattern[str]], ...]
    left_over: Mapping[str, re.Pattern[str]]
    cities: re.Pattern[str]
    common_words: frozenset[str]


DESIGNATOR: Final = (
    rf"{NOT_AFTER}(?P<carrier>[A-Z]{{2}}|[A-Z]\d|\d[A-Z]) ?"
    rf"(?P<number>\d{{1,4}})(?P<suffix>[A-Z]?){NOT_BEFORE}"
)
CLOCK: Final = rf"(?<![{LETTER}0-9:.])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d)"
ZONE: Final = rf"(?: (?P<zone>UTC[+-]\d{{2}}(?::?\d{{2}})?|[A-Z]h?[A-Z]{{1,4}}){NOT_BEFORE})?"
LABEL: Final = rf" ?([A-Z]{{0,2}} ?[0-9]{{1,3}}[A-Z]?|[A-Z]{{1,2}}){NOT_BEFORE}"


def place(*stops: str) -> str:
    """`Newark (EWR)` or `EWR`, as three groups; the city goes on no further than any of the stops."""
    ahead = "|".join(stops)
    city = rf"(?! )(?:(?!{ahead})[^(),:;\u2022\n\u3000-\uffff]){{1,60}}?"
    return rf"(?:({city}) \(([A-Z]{{3}})\)|{NOT_AFTER}([A-Z]{{3}}){NOT_BEFORE})"
