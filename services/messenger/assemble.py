"""A verified text as the notifications of the next number, one per channel."""

from __future__ import annotations

import json

from services.core.booking.contact import Contact
from services.core.clock import Instant
from services.core.telling.difference import RULES_VERSION, Due, Rule
from services.core.telling.ids import notification_id, resend_id
from services.core.telling.told import Told
from services.messenger.ask import Ask
from services.messenger.compose.interface import Message
from services.messenger.notification import Notification
from services.messenger.text import Text
from services.messenger.views import FlightView


def notifications_for(
    ask: Ask,
    told: Told,
    flight: FlightView,
    contact: Contact,
    text: Text,
    found: Due,
    as_of: Instant,
    created_at: Instant,
) -> tuple[Notification, ...]:
    """The full record of each message. All of them share one number, the next after `told.n`."""
    before = json.dumps(told.values.to_json(), separators=(",", ":")) if told.values else None
    return tuple(
        Notification(
            notification_id=_identity(ask, message, told.n + 1, found),
            flight_key=ask.flight_key,
            contact_id=ask.contact_id,
            channel=message.channel.value,
            n=told.n + 1,
            kind=message.kind,
            aspects=tuple(sorted(aspect.value for aspect in text.stated)),
            locale=text.locale,
            subject=message.subject,
            body=message.body,
            facts=text.facts,
            facts_hash=message.facts_hash,
            told_before=before,
            event_id=ask.event_id,
            state_ver=flight.ver,
            rule_id=found.rule.value,
            rules_version=RULES_VERSION,
            source=message.source.value,
            model_id=message.model_id,
            prompt_version=message.prompt_version,
            text_hash=message.text_hash,
            masked_contact=contact.masked,
            correlation_id=ask.correlation_id or flight.announced_by or ask.event_id,
            as_of=as_of,
            created_at=created_at,
            traceparent=ask.traceparent,
            held_until=told.held.until if told.held else None,
        )
        for message in text.messages
    )


def _identity(ask: Ask, message: Message, n: int, found: Due) -> str:
    """By number, or by the request that asked to send again: never by what is said."""
    if found.rule is Rule.RESEND and ask.resend_id is not None:
        return resend_id(ask.resend_id, message.channel.value)
    return notification_id(ask.flight_key, ask.contact_id, message.channel.value, n)
