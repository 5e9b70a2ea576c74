"""The look at a contact: tell it what it does not know yet, exactly once per truth.

A look is a generator: it yields what it needs of the world (`effects`) and is sent the answers, so
every order of steps, crash and race can be played through in a test. The numbers are those of the
protocol in `docs/adr/0060-level-triggered-telling.md`:

(1) Read TOLD. Notifications found pending are recorded and published again with their own ids and
    texts; then go to 5.
(2) Only after that, read what is published of the flight.
(3) Due is what the contact was not told. Nothing due ends the look.
(4) Make and verify a text; one conditional write on n takes TOLD to n+1, with the values that the
    text states and the notifications as pending; if it fails, go to 1. Then record and publish them.
(5) Read the flight again: something due goes to 4, otherwise clear what is pending.

A look ends well only by finding nothing due, or by putting what is due on hold.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from services.core.booking.contact import Channel
from services.core.errors import Permanent, Retryable
from services.core.telling.audience import Audience
from services.core.telling.difference import Due, Rule, due, kind_of
from services.core.telling.ids import resend_id
from services.core.telling.quiet_hours import held_until
from services.core.telling.told import Told, after_telling
from services.messenger.ask import Ask
from services.messenger.assemble import notifications_for
from services.messenger.effects import (
    Alarm,
    Effect,
    MakeText,
    Publish,
    ReadFlight,
    ReadRecipient,
    ReadTold,
    Record,
    Stamp,
    TakeStamp,
    WasWritten,
    WriteTold,
)
from services.messenger.notification import Notification
from services.messenger.result import Outcome
from services.messenger.text import Text, TextNeed
from services.messenger.told_record import ToldRecord
from services.messenger.views import FlightView, Recipient
from services.messenger.whereabouts import quiet_hours_of

ROUNDS: Final = 10
"""Readings of the flight in one look. A truth that moves faster than that is left to a later look."""

Steps = Generator[Effect, Any, Outcome]
_Steps = Generator[Effect, Any, "Outcome | None"]


class Look:
    """One look at one contact."""

    def __init__(self, ask: Ask, rounds: int = ROUNDS) -> None:
        self._ask = ask
        self._rounds_left = rounds
        self._resend_open = ask.resend_id is not None
        self._told = 0
        self._texts = 0
        self._templates = 0

    def steps(self) -> Steps:
        """The look as a generator of effects. Raises Retryable when the truth does not stand still."""
        while True:
            record: ToldRecord = yield ReadTold()  # (1)
            recipient: Recipient = yield ReadRecipient()
            if record.told.pending:
                yield from self._send(record.pending)
            yield from self._see_whether_resent()
            outcome = yield from self._settle(record, recipient)
            if outcome is not None:
                return outcome

    def _settle(self, record: ToldRecord, recipient: Recipient) -> _Steps:
        """(2) to (5); None when somebody else wrote in between, so that (1) has to be done again."""
        while True:
            flight = yield from self._read_flight()  # (2), and (5) when it comes round again
            found = self._due(record.told, flight, recipient)  # (3)
            if not found and found.rule is not Rule.RESEND:
                yield from self._close(record)
                return self._outcome(quiet=found.rule)
            stamp: Stamp = yield TakeStamp()
            until = self._quiet_until(record.told, flight, recipient, found)
            if until is not None:
                held = record.held(until, stamp.token)
                # Always a fresh token: a look that is about to clear the hold it read must miss.
                return self._outcome(held=True) if (yield WriteTold(held, record.number_seen())) else None
            advanced = yield from self._next_number(record, flight, recipient, found, stamp)  # (4)
            if not (yield WriteTold(advanced, record.number_seen())):
                return None
            self._resend_open = False
            record = advanced
            if record.told.pending:
                self._told += 1
                yield from self._send(record.pending)

    def _read_flight(self) -> Generator[Effect, Any, FlightView]:
        if not self._rounds_left:
            raise Retryable("the published truth moved in every round of the look")
        self._rounds_left -= 1
        flight: FlightView = yield ReadFlight()
        return flight

    def _due(self, told: Told, flight: FlightView, recipient: Recipient) -> Due:
        on_flight = recipient.on_flight and recipient.contact is not None
        audience = Audience(flight.phase, on_flight, recipient.opted_out)
        found = due(told, flight.published, flight.baseline, audience)
        reachable = found.rule not in (Rule.NOT_ON_FLIGHT, Rule.OPTED_OUT)
        # A resend is due even without a difference, and its request names it even with one.
        return Due(found.new, Rule.RESEND) if self._resend_open and reachable else found

    def _quiet_until(self, told: Told, flight: FlightView, recipient: Recipient, found: Due) -> int | None:
        if found.rule is Rule.RESEND or recipient.contact is None:
            return None  # somebody is waiting for it
        kind = kind_of(told, flight.published, flight.baseline, found.new)
        quiet = quiet_hours_of(recipient.contact, flight)
        return held_until(self._now(flight), quiet, kind, flight.departure)

    def _next_number(
        self, record: ToldRecord, flight: FlightView, recipient: Recipient, found: Due, stamp: Stamp
    ) -> Generator[Effect, Any, ToldRecord]:
        text = yield from self._make_text(record.told, flight, recipient, found)
        stated = text.stated if text else frozenset()
        beyond_words = frozenset(found.new) - stated
        if beyond_words or text is None:
            # Counts as attempted for this truth, or the look would try for ever.
            yield Alarm("no_truthful_text", tuple(sorted(beyond_words)))
        values, ever = after_telling(record.told, flight.published, flight.baseline, stated | beyond_words)
        notifications: tuple[Notification, ...] = ()
        if text is not None and recipient.contact is not None:
            notifications = notifications_for(
                self._ask, record.told, flight, recipient.contact, text, found, self._now(flight), stamp.now
            )
            self._texts += len(notifications)
            self._templates += sum(each.source == "template" for each in notifications)
        return record.advanced(values, ever, notifications, stamp.lease_until)

    def _make_text(
        self, told: Told, flight: FlightView, recipient: Recipient, found: Due
    ) -> Generator[Effect, Any, Text | None]:
        if recipient.contact is None:
            return None
        try:
            text: Text = yield MakeText(TextNeed(flight, told, found.new, recipient.contact))
        except Permanent:
            return None
        return text

    def _send(self, notifications: tuple[Notification, ...]) -> Generator[Effect, Any, None]:
        """The record first: a sender that gets the event reads text and contact from it."""
        yield Record(notifications)
        yield Publish(notifications)

    def _see_whether_resent(self) -> Generator[Effect, Any, None]:
        """After TOLD was read: a twin of this request that wrote since then makes our own write fail."""
        if self._resend_open and self._ask.resend_id is not None:
            ids = tuple(resend_id(self._ask.resend_id, channel) for channel in Channel)
            written: bool = yield WasWritten(ids)
            self._resend_open = not written

    def _close(self, record: ToldRecord) -> Generator[Effect, Any, None]:
        """Whoever told or held something since then has it in hand: a failed condition needs nothing."""
        if record.open:
            yield WriteTold(record.settled(), record.all_seen())

    def _outcome(self, *, held: bool = False, quiet: Rule | None = None) -> Outcome:
        silent = None if self._told or held or quiet is None else quiet.value
        return Outcome(self._told, self._texts, self._templates, held, silent)

    def _now(self, flight: FlightView) -> int:
        return flight.now(self._ask.as_of)
