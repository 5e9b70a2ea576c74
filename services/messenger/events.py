"""What the bus hears of a notification: ids, a masked contact and a hash of the text."""

from __future__ import annotations

from services.core.awsio.blocking.bus import BusEvent
from services.core.clock import format_instant
from services.core.contracts.detail_types import MESSENGER
from services.core.contracts.envelope import SPEC_VERSION
from services.messenger.notification import Notification


def notification_event(notification: Notification) -> BusEvent:
    """notification.{channel}: a sender reads text and contact by the id, under its own role."""
    trace = {} if notification.traceparent is None else {"traceparent": notification.traceparent}
    return BusEvent(
        MESSENGER,
        f"notification.{notification.channel}",
        {
            "specVersion": SPEC_VERSION,
            "eventId": notification.notification_id,
            "notificationId": notification.notification_id,
            "flightKey": notification.flight_key,
            "contactId": notification.contact_id,
            "channel": notification.channel,
            "n": notification.n,
            "maskedContact": notification.masked_contact,
            "textHash": notification.text_hash,
            "kind": notification.kind,
            "asOf": format_instant(notification.as_of),
            "correlationId": notification.correlation_id,
            "causationId": notification.event_id,
            **trace,
        },
    )
