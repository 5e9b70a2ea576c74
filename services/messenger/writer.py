"""From what a contact was told to a verified text, by way of the facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from services.core.errors import Retryable
from services.core.flight.key import FlightKey
from services.core.telling.difference import to_state
from services.messenger.cohorts.channel import Channel
from services.messenger.compose.compose import compose
from services.messenger.compose.interface import TextSource
from services.messenger.facts.build import facts_for
from services.messenger.metrics import Seen
from services.messenger.phrases.locales import locale_used
from services.messenger.text import Text, TextNeed


class TextWriter(Protocol):
    """Makes texts."""

    def write(self, need: TextNeed) -> Text:
        """A verified text for each wanted channel. Raises Permanent when none can be true."""


class VerifiedTextWriter:
    """`TextWriter` over facts and compose.

    `seconds_left` is what remains of the invocation. With less than `reserve_seconds` no text is
    begun: a look that is cut off in the middle is told late, by the sweeper.
    """

    def __init__(
        self,
        source: TextSource,
        seconds_left: Callable[[], float],
        reserve_seconds: float,
        seen: Seen | None = None,
    ) -> None:
        self._seen = seen or Seen()
        self._reserve_seconds = reserve_seconds
        self._source = source
        self._seconds_left = seconds_left

    def write(self, need: TextNeed) -> Text:
        """Raises Retryable too, when too little of the invocation is left."""
        if self._seconds_left() < self._reserve_seconds:
            raise Retryable("too little time left to make another text")
        flight, told, contact = need.flight, need.told, need.contact
        facts = facts_for(
            FlightKey.parse(flight.key),
            flight.published,
            flight.baseline,
            told,
            to_state(told, flight.published, flight.baseline, need.new),
            need.new,
            destination=flight.destination,
            reason=flight.reason,
            locale=locale_used(contact.locale),
        )
        channels = [Channel(channel.value) for channel in contact.wanted]
        messages = compose(facts, channels, self._source, first_name=contact.first_name)
        if self._source.model_id() is not None:
            self._seen.made(messages.values())
        return Text(
            messages=tuple(messages.values()),
            stated=frozenset.intersection(*(message.stated_aspects for message in messages.values())),
            facts=json.dumps(facts.to_json(), separators=(",", ":"), sort_keys=True),
            locale=facts.locale,
        )
