"""What a caller may do: the API's OAuth scopes, of one resource server."""

from __future__ import annotations

from typing import Final

from services.core.contracts.scopes import Scope

RESOURCE_SERVER: Final = "flightpulse"

SCOPES: Final = {
    Scope.FLIGHTS_READ: "Read flights and their history",
    Scope.BOOKINGS_READ: "Read bookings, passengers and what they were told",
    Scope.BOOKINGS_WRITE: "Make and change bookings",
    Scope.OPS_WRITE: "Send events of flights, and tell a passenger again",
}
"""Scope to what a person is asked to agree to."""


def full(scope: str) -> str:
    """As it stands in a token."""
    return f"{RESOURCE_SERVER}/{scope}"
