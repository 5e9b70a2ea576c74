"""The history of a flight, and the outcome of one event."""

import json
from typing import Any

from pydantic import Field

from services.api.ports import Item
from services.api.reads.flights import EventOutcome
from services.api.views.base import Time, View, with_times


class HistoryEntry(View):
    """One event as it came in, whether or not it changed anything."""

    event_id: str = Field(examples=["0f9a1f7e-9d0e-5a0b-8f0a-6c8b6f2f3a11"])
    event_type: str = Field(examples=["flight.delayed"])
    source: str = Field(examples=["ops.UA"])
    authority: str = Field(examples=["AIRLINE_OPS"])
    seq: int | None = Field(description="the source's own count, where it has one", examples=[3])
    occurred_at: Time
    published_at: Time
    correlation_id: str = Field(examples=["6c1f1f7a-42d1-4c55-9f0e-8a9f6a2d1b7c"])
    causation_id: str | None
    provenance: dict[str, Any] = Field(
        description="per field: real, derived or synthetic", examples=[{"default": "real"}]
    )
    facts: dict[str, Any] = Field(
        description="the fields of the flight that the event sets",
        examples=[{"estimatedOut": "2013-03-08T14:54:00Z", "reason": "WEAT"}],
    )


class HistoryPage(View):
    """Events in the order in which they became true."""

    items: list[HistoryEntry]
    next: str | None = Field(description="cursor of the next page; null: this is the last")


class EventStatus(View):
    """Whether an event has reached the flight."""

    event_id: str = Field(examples=["0f9a1f7e-9d0e-5a0b-8f0a-6c8b6f2f3a11"])
    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    applied: bool = Field(description="false: not in the flight's history (yet)", examples=[True])
    determines: list[str] = Field(
        description="fields that hold this event's value; none if it was overtaken or repeated",
        examples=[["estimatedOut", "reason"]],
    )
    event: HistoryEntry | None


def history_entry(item: Item) -> HistoryEntry:
    """The view of an EVT row."""
    return HistoryEntry(
        event_id=item["eventId"],
        event_type=item["eventType"],
        source=item["source"],
        authority=item["authority"],
        seq=item["seq"],
        occurred_at=item["occurredAt"],
        published_at=item["publishedAt"],
        correlation_id=item["correlationId"],
        causation_id=item["causationId"],
        provenance=json.loads(item["provenance"]),
        facts=with_times(json.loads(item["facts"])),
    )


def event_status(flight_key: str, event_id: str, outcome: EventOutcome) -> EventStatus:
    """The view of an outcome."""
    return EventStatus(
        event_id=event_id,
        flight_key=flight_key,
        applied=outcome.row is not None,
        determines=list(outcome.determines),
        event=None if outcome.row is None else history_entry(outcome.row),
    )
