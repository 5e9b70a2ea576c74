"""What a caller may do: OAuth scopes, of one resource server."""

from __future__ import annotations

from typing import Final

RESOURCE_SERVER: Final = "flightpulse"

READ_FLIGHTS: Final = "flights.read"
WRITE_FLIGHTS: Final = "flights.write"
READ_BOOKINGS: Final = "bookings.read"
WRITE_BOOKINGS: Final = "bookings.write"
READ_PASSENGERS: Final = "passengers.read"
READ_NOTIFICATIONS: Final = "notifications.read"
RESEND_NOTIFICATIONS: Final = "notifications.resend"

SCOPES: Final = {
    READ_FLIGHTS: "Read flights and their history",
    WRITE_FLIGHTS: "Send events of flights",
    READ_BOOKINGS: "Read bookings",
    WRITE_BOOKINGS: "Make and change bookings",
    READ_PASSENGERS: "Read passengers",
    READ_NOTIFICATIONS: "Read what passengers were told",
    RESEND_NOTIFICATIONS: "Tell a passenger again",
}
"""Scope to what a person is asked to agree to."""


def full(scope: str) -> str:
    """As it stands in a token."""
    return f"{RESOURCE_SERVER}/{scope}"
