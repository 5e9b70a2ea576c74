"""The item of a contact, and back: the one place where a number or an address is stored."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from services.core.booking.contact import Channel, Contact
from services.core.clock import Instant, format_instant
from services.core.table import keys
from services.core.telling.quiet_hours import QuietHours


def contact_item(contact: Contact, *, synthetic: bool) -> dict[str, Any]:
    """The CON item."""
    item: dict[str, Any] = {
        **keys.contact(contact.contact_id).primary(),
        "type": "contact",
        "contactId": contact.contact_id,
        "kind": contact.kind,
        "address": contact.address,
        "masked": contact.masked,
        "channels": [channel.value for channel in contact.channels],
        "optedOut": sorted(channel.value for channel in contact.opted_out),
        "locale": contact.locale,
        "zone": contact.zone,
        "firstName": contact.first_name,
        "synthetic": synthetic,
    }
    if contact.quiet is not None:
        item["quiet"] = quiet_attribute(contact.quiet)
    return item


def quiet_attribute(quiet: QuietHours | None) -> dict[str, str] | None:
    """Quiet hours as the item holds them; None: none."""
    if quiet is None:
        return None
    return {
        "start": quiet.start.isoformat("minutes"),
        "end": quiet.end.isoformat("minutes"),
        "zone": quiet.zone,
    }


def contact_change_item(contact_id: str, change_id: str, at: Instant) -> dict[str, Any]:
    """Goes into the transaction that changes a contact, so that it is looked at again.

    `change_id` is new for each change (a write that changes nothing is in no stream). A new contact needs
    none when it is written with its booking or before it: the booking's rows are looked at then.
    """
    return {
        **keys.contact_change(contact_id).primary(),
        "type": "contactChange",
        "contactId": contact_id,
        "changeId": change_id,
        "changedAt": format_instant(at),
    }


def contact_of(item: Mapping[str, Any]) -> Contact:
    """The contact that a CON item holds."""
    quiet = item.get("quiet")
    return Contact(
        item["contactId"],
        item["kind"],
        item["address"],
        tuple(Channel(channel) for channel in item["channels"]),
        item["locale"],
        item["zone"],
        item.get("firstName"),
        frozenset(Channel(channel) for channel in item.get("optedOut", ())),
        QuietHours(time.fromisoformat(quiet["start"]), time.fromisoformat(quiet["end"]), quiet["zone"])
        if quiet
        else None,
    )
