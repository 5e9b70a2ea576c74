"""A language's sentences: a headline for each kind of message, a sentence for each slot."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BY_DIRECTION = Mapping[tuple[str, str], str]
COMPLETE: BY_DIRECTION = MappingProxyType(
    {(slot, ""): f"{{{{{slot}}}}}" for slot in ("greeting", "reason", "rights")}
)
"""Slots that are sentences already."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """By kind; `status` serves where the shape has {{disposition}}, `other` all the rest."""

    known: Mapping[str, str]
    status: str
    other: str

    def of(self, kind: str, *, has_status: bool) -> str:
        """The headline for a kind of message."""
        return self.known.get(kind) or (self.status if has_status else self.other)


@dataclass(frozen=True, slots=True)
class Sentences:
    """By slot and direction; the empty direction stands for all others.

    `short` has what an SMS or a push notification says otherwise. `joint` stands between sentences,
    `stop` ends one.
    """

    subjects: Headlines
    headlines: Headlines
    short_headlines: Headlines
    sentences: BY_DIRECTION
    short_sentences: BY_DIRECTION
    closing: str
    joint: str = " "
    stop: str = "."

    def sentence(self, slot: str, direction: str, *, short: bool) -> str:
        """The sentence for a slot; the bare slot for one that nobody wrote a sentence for."""
        tables = (self.short_sentences, self.sentences) if short else (self.sentences,)
        keys = ((slot, direction), (slot, ""))
        written = [table[key] for key in keys for table in (*tables, COMPLETE) if key in table]
        return written[0] if written else f"{{{{{slot}}}}}{self.stop}"

    def headline(self, kind: str, field: str, *, has_status: bool) -> str:
        """The headline or subject for a kind of message."""
        match field:
            case "email_subject":
                return self.subjects.of(kind, has_status=has_status)
            case "email_body":
                return self.headlines.of(kind, has_status=has_status)
            case _:
                return self.short_headlines.of(kind, has_status=has_status)
