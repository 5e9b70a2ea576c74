"""What a text is made from, and what came out."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.core.booking.contact import Contact
from services.core.telling.aspect import Aspect
from services.core.telling.told import Told
from services.messenger.compose.interface import Message
from services.messenger.views import FlightView


@dataclass(frozen=True, slots=True)
class TextNeed:
    """State this flight to this contact, given what it was told; `new` is what it does not know."""

    flight: FlightView
    told: Told
    new: tuple[Aspect, ...]
    contact: Contact = field(repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A verified message for each wanted channel. `stated` are the aspects whose values they hold.

    `facts` is the canonical JSON of what was stated, kept in the record.
    """

    messages: tuple[Message, ...] = field(repr=False)
    stated: frozenset[Aspect]
    facts: str
    locale: str
