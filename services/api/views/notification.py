"""Notifications: a line in a list, and one whole with the answer to "why did I get this?"."""

import json
from typing import Any

from pydantic import Field

from services.api.ports import Item
from services.api.views.base import Time, View, with_times
from services.core.booking.contact import mask
from services.core.clock import format_instant, parse_instant
from services.core.table.keys import notification_of

_ID = "5b1f0c9a7d3e4f62a1b0c9d8e7f60514"


class NotificationLine(View):
    """One notification in a list; ids only."""

    notification_id: str = Field(examples=[_ID])
    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    contact_id: str = Field(description="stands for an address, and is none", examples=[_ID])
    channel: str = Field(examples=["sms"])
    kind: str = Field(examples=["delay"])
    n: int = Field(description="counts the messages to this contact about this flight", examples=[1])
    as_of: Time
    created_at: Time


class NotificationPage(View):
    """Notifications in the order of business time; those of a passenger begin with the newest."""

    items: list[NotificationLine]
    next: str | None = Field(description="cursor of the next page; null: this is the last")


class Why(View):
    """Why this message was sent, and what it rests on."""

    event_id: str = Field(description="the event or request that asked for the look")
    state_version: int = Field(description="version of the flight that was told", examples=[4])
    rule_id: str = Field(description="why it was due")
    rules_version: str
    aspects: list[str] = Field(description="what the text states", examples=[["out"]])
    facts: dict[str, Any] = Field(description="everything that the text may state, old and new")
    facts_hash: str = Field(description="SHA-256 of the facts")
    told_before: dict[str, Any] | None = Field(
        description="what this contact had been told before; null: nothing"
    )


class Text(View):
    """How the text was made."""

    source: str = Field(description="template, model, cached or repaired", examples=["template"])
    model_id: str | None
    prompt_version: str = Field(description="version of prompt and templates")
    hash: str = Field(description="SHA-256 of the text, as the bus carries it")


class NotificationView(View):
    """One notification, whole. The address is masked."""

    notification_id: str = Field(examples=[_ID])
    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    contact_id: str = Field(examples=[_ID])
    contact: str = Field(description="the address, masked", examples=["m***@example.com"])
    channel: str = Field(examples=["email"])
    locale: str = Field(examples=["en"])
    kind: str = Field(examples=["delay"])
    n: int = Field(examples=[1])
    subject: str | None
    body: str
    text: Text
    why: Why
    correlation_id: str
    as_of: Time
    created_at: Time


def notification_line(item: Item) -> NotificationLine:
    """The view of a record, or of its entry in the second index."""
    as_of, notification_id = notification_of(item["GSI2SK"])
    return NotificationLine(
        notification_id=notification_id,
        flight_key=item["flightKey"],
        contact_id=item["contactId"],
        channel=item["channel"],
        kind=item["kind"],
        n=item["n"],
        as_of=format_instant(parse_instant(as_of)),
        created_at=item["createdAt"],
    )


def notification_view(item: Item) -> NotificationView:
    """The view of an NTF item."""
    told_before = item.get("toldBefore")
    return NotificationView(
        notification_id=item["notificationId"],
        flight_key=item["flightKey"],
        contact_id=item["contactId"],
        contact=_masked(item["maskedContact"]),
        channel=item["channel"],
        locale=item["locale"],
        kind=item["kind"],
        n=item["n"],
        subject=item.get("subject"),
        body=item["body"],
        text=Text(
            source=item["source"],
            model_id=item.get("modelId"),
            prompt_version=item["promptVersion"],
            hash=item["textHash"],
        ),
        why=Why(
            event_id=item["eventId"],
            state_version=item["stateVer"],
            rule_id=item["ruleId"],
            rules_version=item["rulesVersion"],
            aspects=item["aspects"],
            facts=with_times(json.loads(item["facts"])),
            facts_hash=item["factsHash"],
            told_before=with_times(json.loads(told_before)) if told_before else None,
        ),
        correlation_id=item["correlationId"],
        as_of=item["asOf"],
        created_at=item["createdAt"],
    )


def _masked(contact: str) -> str:
    """Masked already when it was recorded; an address that slipped in whole is not shown either."""
    return contact if "***" in contact else mask(contact)
