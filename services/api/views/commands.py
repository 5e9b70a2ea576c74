"""What a command takes, and what it answers."""

from typing import Any

from pydantic import Field, field_validator

from services.api.views.base import Time, View
from services.core.clock import parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event_types import EVENT_TYPES


class FlightEventBody(View):
    """An event about a flight, as a source of operations says it."""

    event_type: str = Field(
        description="one of the canonical event types", examples=["flight.delayed"], max_length=64
    )
    occurred_at: Time = Field(description="when it became true")
    published_at: Time | None = Field(None, description="when it was said; left out: occurredAt")
    source_authority: str = Field(
        Authority.AIRLINE_OPS.name,
        description="how far it is to be believed: " + ", ".join(Authority.__members__),
    )
    causation_id: str | None = Field(None, min_length=1, max_length=200)
    data: dict[str, Any] = Field(
        description="the fields of the type; times as RFC 3339",
        examples=[{"estimatedOut": "2013-03-08T14:54:00Z", "reason": "WEAT"}],
    )

    @field_validator("event_type")
    @classmethod
    def _known_type(cls, value: str) -> str:
        if value not in EVENT_TYPES:
            raise ValueError(f"unknown event type; known are {', '.join(EVENT_TYPES)}")
        return value

    @field_validator("source_authority")
    @classmethod
    def _known_authority(cls, value: str) -> str:
        if value not in Authority.__members__:
            raise ValueError(f"unknown authority; known are {', '.join(Authority.__members__)}")
        return value

    @field_validator("occurred_at", "published_at")
    @classmethod
    def _time(cls, value: str | None) -> str | None:
        if value is not None:
            parse_instant(value)
        return value


class EventAccepted(View):
    """The event is in the flight's topic, on every in-sync replica."""

    event_id: str = Field(examples=["0f9a1f7e-9d0e-5a0b-8f0a-6c8b6f2f3a11"])


class ResendAccepted(View):
    """The request is on the bus."""

    request_id: str = Field(examples=["3d5a51c9-07f4-5c57-9a3a-2b0f6d1f1c77"])
    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    notification_id: str = Field(
        description="what the notification on the same channel will be called, once sent",
        examples=["5b1f0c9a7d3e4f62a1b0c9d8e7f60514"],
    )


class Health(View):
    """The process turns."""

    status: str = Field(examples=["alive"])


class Ready(View):
    """Every dependency answered in time."""

    status: str = Field(examples=["ready"])
    checks: dict[str, bool] = Field(examples=[{"table": True, "broker": True}])
