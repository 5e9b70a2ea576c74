"""A flight with passengers in memory, and a writer whose texts can be read back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from services.core.booking.contact import Channel, Contact
from services.core.clock import HOUR, MINUTE, Instant, format_instant
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Truth
from services.core.table import keys
from services.core.table.contact_item import contact_item
from services.core.telling.aspect import Aspect
from services.core.telling.difference import kind_of, to_state
from services.core.telling.quiet_hours import QuietHours
from services.messenger.cohorts import channel as cohorts
from services.messenger.compose.interface import Message, Source
from services.messenger.ports import Item
from services.messenger.text import Text, TextNeed
from tests.fakes.table import InMemoryTable

FLIGHT = "UA-0207-2013-03-08-EWR-1"
ANN = "a" * 32
BOB = "b" * 32
SCHEDULED: Instant = 1_362_751_500_000  # 2013-03-08T14:05:00Z
AS_OF = SCHEDULED - 3 * HOUR
BASELINE = Baseline(SCHEDULED, "A5", "A")
ON_TIME = BASELINE.as_truth()
DELAYED = replace(ON_TIME, out=SCHEDULED + 45 * MINUTE)
MOVED = replace(ON_TIME, gate="B7")
DELAYED_AND_MOVED = replace(DELAYED, gate="B7")


@dataclass(slots=True)
class FixedClock:
    """A clock that a test sets."""

    instant: Instant = 1_795_000_000_000

    def now(self) -> Instant:
        return self.instant


class PlainWriter:
    """States every aspect that has to be stated, as JSON, so that a test can read back what was said."""

    def __init__(self, beyond_words: frozenset[Aspect] = frozenset()) -> None:
        self._beyond_words = beyond_words

    def write(self, need: TextNeed) -> Text:
        stated = frozenset(self.to_say(need)) - self._beyond_words
        body = json.dumps(
            {aspect.value: value_of(aspect, need.flight.published) for aspect in sorted(stated)}
        )
        kind = kind_of(need.told, need.flight.published, need.flight.baseline, need.new)
        messages = tuple(_message(channel, kind.value, body, stated) for channel in need.contact.wanted)
        return Text(messages, stated, facts=body, locale=need.contact.locale)

    def to_say(self, need: TextNeed) -> tuple[Aspect, ...]:
        return to_state(need.told, need.flight.published, need.flight.baseline, need.new)


def _message(channel: Channel, kind: str, body: str, stated: frozenset[Aspect]) -> Message:
    return Message(
        channel=cohorts.Channel(channel.value),
        kind=kind,
        subject=None,
        body=body,
        source=Source.TEMPLATE,
        stated_aspects=stated,
        unstated_aspects=frozenset(),
        model_id=None,
        prompt_version="1",
        facts_hash="facts",
        text_hash=f"hash of {body}",
    )


def value_of(aspect: Aspect, truth: Truth) -> Any:
    """What a text says of an aspect."""
    return {
        Aspect.DISPOSITION: f"{truth.disposition.value} {truth.diverted_to}",
        Aspect.TIME: truth.out,
        Aspect.NEXT_INFO: truth.next_info,
        Aspect.GATE: truth.gate,
        Aspect.TERMINAL: truth.terminal,
    }[aspect]


def flight_state_item(
    published: Truth, ver: int = 1, phase: Phase = Phase.SCHEDULED, as_of: Instant = AS_OF
) -> Item:
    """A STATE item as far as the messenger reads it."""
    return {
        **keys.flight_state(FLIGHT).primary(),
        "type": "flight",
        "flightKey": FLIGHT,
        "ver": ver,
        "asOf": format_instant(as_of),
        "published": json.dumps(published.to_json()),
        "baseline": json.dumps(BASELINE.to_json()),
        "derived": json.dumps({"phase": phase.value, "facts": {"destination": "ORD", "reason": "WEAT"}}),
    }


def contact(
    contact_id: str = ANN,
    channels: tuple[Channel, ...] = (Channel.SMS,),
    quiet: QuietHours | None = None,
    opted_out: frozenset[Channel] = frozenset(),
) -> Contact:
    """A made-up contact."""
    return Contact(
        contact_id, "phone", "+12025550123", channels, "en", "America/New_York", "Ann", opted_out, quiet
    )


def booking_row(contact_id: str = ANN, booking_id: str = "B1", status: str = "CONFIRMED") -> Item:
    """A contact on the flight."""
    return {
        **keys.flight_contact(FLIGHT, contact_id, booking_id).primary(),
        "type": "flightContact",
        "contactId": contact_id,
        "bookingId": booking_id,
        "status": status,
    }


def table_with(*items: Item) -> InMemoryTable:
    """A table that holds these items."""
    table = InMemoryTable()
    for item in items:
        table.put(item, {})
    return table


def scene(
    published: Truth = ON_TIME, who: Contact | None = None, phase: Phase = Phase.SCHEDULED
) -> InMemoryTable:
    """One flight with one booked contact."""
    person = who or contact()
    return table_with(
        flight_state_item(published, phase=phase),
        contact_item(person, synthetic=True),
        booking_row(person.contact_id),
    )
