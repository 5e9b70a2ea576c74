"""One look that somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.clock import Instant
from services.messenger.request import Request


@dataclass(frozen=True, slots=True)
class Ask:
    """Look at this contact on this flight.

    `event_id` is what caused it (a bus event or a request), kept in the record of every message.
    `correlation_id` is None for the sweeper's asks: what they find belongs to what was last announced.
    `as_of` is business time in a replay; None takes the flight's. `resend_id` asks for one text
    in any case. `traceparent` is that of whatever caused it, if it had one.
    """

    flight_key: str
    contact_id: str
    event_id: str
    correlation_id: str | None
    as_of: Instant | None = None
    resend_id: str | None = None
    traceparent: str | None = None


def asks_of(request: Request) -> list[Ask]:
    """One look for each contact of a request."""
    return [
        Ask(
            request.flight_key,
            contact_id,
            request.event_id,
            None if request.reason == "due" else request.correlation_id,
            request.as_of,
            request.resend_id,
            request.traceparent,
        )
        for contact_id in request.contacts
    ]
