"""A locale's phrase table: data only, so that a language is one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

Phrases = Mapping[str, str]


class Clock(StrEnum):
    """How a locale writes a time of day."""

    HOURS_24 = "24h"
    HOURS_12 = "12h"
    HOURS_24_SPELT = "24h, spelt 14 h 35"


class Style(StrEnum):
    """How much room a field has: e-mail body, SMS and push, subject line."""

    LONG = "long"
    SHORT = "short"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Formats by slot and direction; the keys are those of `facts.directions`.

    A `_previous` after a direction of time is used where an earlier told time is mentioned.
    `halves` are the words for before and after noon on the clock of twelve hours. Numbers stand only
    with units that do not change with them (min, h), so that no language needs rules for a plural.
    """

    locale: str
    clock: Clock
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    time_on_date: str
    flight: str
    place: Mapping[Style, str]
    route: Mapping[Style, str]
    route_open: Mapping[Style, str]
    disposition: Phrases
    disposition_head: Phrases
    time_change: Phrases
    gate_change: Phrases
    terminal_change: Phrases
    diversion: Phrases
    next_info: Phrases
    delay_length: Phrases
    reason: str
    reasons: Phrases
    greeting: str
    greeting_unnamed: str
    halves: tuple[str, str] = ("AM", "PM")
    first_of_month: str = "1"


def frozen(phrases: dict[str, str]) -> Phrases:
    """A mapping that nobody changes by accident."""
    return MappingProxyType(phrases)
