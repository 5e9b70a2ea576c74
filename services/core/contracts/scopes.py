"""What a token may allow: the OAuth scopes of the API, and the claim that makes a token one passenger's."""

from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """One kind of thing to do. An issuer may write a prefix before it, as `flightpulse/flights:read`."""

    FLIGHTS_READ = "flights:read"
    BOOKINGS_READ = "bookings:read"
    BOOKINGS_WRITE = "bookings:write"
    OPS_WRITE = "ops:write"


BOARD_SCOPES: Final = (Scope.FLIGHTS_READ, Scope.BOOKINGS_READ, Scope.OPS_WRITE)
"""What the board asks for: it shows flights and messages, appends events, tells again, and books nothing."""

PASSENGER_CLAIM: Final = "passenger_id"
"""A token with this claim sees what is this passenger's own, whatever its scopes say of others."""

LOCAL_ISSUER: Final = "http://localhost/flightpulse"
"""The development issuer; only an API in local mode knows it."""

LOCAL_AUDIENCE: Final = "flightpulse"
