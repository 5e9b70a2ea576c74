"""Delays of many flights, said through the API, and what has to come of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from local.replay.real_flight import RealFlight
from services.core.clock import HOUR, MINUTE, format_instant
from tools.compose_check.api import Api

FIRST_MINUTES = 40
STEP_MINUTES = 20
BEFORE_DEPARTURE = 3 * HOUR
"""Within four hours of departure nothing is held back for the night."""


@dataclass(slots=True)
class Said:
    """The latest estimate of each flight by its key, and every event that was accepted."""

    estimates: dict[str, str] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)


def delay(api: Api, flight: RealFlight, number: int, said: Said) -> None:
    """Say the delay with this number, from 0: each is later, and said a minute later, than the one before."""
    key = str(flight.key)
    estimate = format_instant(flight.scheduled_out + (FIRST_MINUTES + number * STEP_MINUTES) * MINUTE)
    at = format_instant(flight.scheduled_out - BEFORE_DEPARTURE + number * MINUTE)
    event = {
        "eventType": "flight.delayed",
        "occurredAt": at,
        "data": {"estimatedOut": estimate, "reason": "WEAT"},
    }
    said.events.append((key, api.say(key, event, f"compose-check-{number}")))
    said.estimates[key] = estimate


def missing(api: Api, said: Said) -> list[str]:
    """What cannot be read back yet: an event, a flight's latest estimate, or a message to its passengers."""
    lost = [f"event {event} of {key}" for key, event in said.events if not _applied(api, key, event)]
    for key, estimate in said.estimates.items():
        flight = api.read(f"/v1/flights/{key}")
        if flight is None or flight["estimatedOut"] != estimate:
            lost.append(f"{key} delayed to {estimate}")
        elif not messages(api, key):
            lost.append(f"a message about {key}")
    return lost


def messages(api: Api, key: str) -> Sequence[dict[str, Any]]:
    """The notifications about a flight."""
    page = api.read(f"/v1/flights/{key}/notifications")
    items: Sequence[dict[str, Any]] = [] if page is None else page["items"]
    return items


def _applied(api: Api, key: str, event_id: str) -> bool:
    event = api.read(f"/v1/flights/{key}/events/{event_id}")
    return event is not None and bool(event["applied"])
