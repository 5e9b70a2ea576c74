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


class Style(StrEnum):
    """How much room a field has: e-mail body, SMS and push, subject line."""

    LONG = "long"
    SHORT = "short"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Formats by slot and direction; the keys are those of `facts.directions`.

    A `_previous` after a direction of time is used where an earlier told time is mentioned.
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


def frozen(phrases: dict[str, str]) -> Phrases:
    """A mapping that nobody changes by accident."""
    return MappingProxyType(phrases)
