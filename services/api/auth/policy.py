"""Which scope each route needs, and what it is to a passenger. A route that is not here does not start."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from services.core.contracts.scopes import Scope


class Passengers(Enum):
    """What the token of one passenger may do with a route."""

    NEVER = "never"
    OWN = "own"  # the route itself shows only what is theirs
    ANYTHING = "anything"  # holds nothing of any passenger


@dataclass(frozen=True, slots=True)
class Rule:
    """`scope` None: open to everybody, without a token."""

    scope: Scope | None
    passengers: Passengers = Passengers.NEVER


_OPEN: Final = Rule(None, Passengers.ANYTHING)
_FLIGHTS: Final = Rule(Scope.FLIGHTS_READ, Passengers.ANYTHING)
_INSIDE: Final = Rule(Scope.FLIGHTS_READ)
_WHO_FLIES: Final = Rule(Scope.BOOKINGS_READ)
_OWN: Final = Rule(Scope.BOOKINGS_READ, Passengers.OWN)
_BOOK: Final = Rule(Scope.BOOKINGS_WRITE)
_OWN_CHANGE: Final = Rule(Scope.BOOKINGS_WRITE, Passengers.OWN)
_COMMAND: Final = Rule(Scope.OPS_WRITE)

POLICY: Final = {
    "GET /health": _OPEN,
    "GET /ready": _OPEN,
    # The board's page and files hold no data; what they show they fetch with the token of their reader.
    "GET /": _OPEN,
    "GET /board/config.json": _OPEN,
    "GET /board/{file:path}": _OPEN,
    "GET /v1/me": _FLIGHTS,
    "GET /v1/board": _INSIDE,
    "GET /v1/stream": _INSIDE,
    "GET /v1/flights": _FLIGHTS,
    "GET /v1/flights/{key}": _FLIGHTS,
    "GET /v1/flights/{key}/history": _INSIDE,
    "GET /v1/flights/{key}/events/{id}": _INSIDE,
    "GET /v1/flights/{key}/bookings": _WHO_FLIES,
    "GET /v1/flights/{key}/notifications": _WHO_FLIES,
    "POST /v1/flights/{key}/events": _COMMAND,
    "GET /v1/bookings/{locator}": _OWN,
    "POST /v1/bookings": _BOOK,
    "POST /v1/bookings/{locator}/cancel": _OWN_CHANGE,
    "POST /v1/bookings/{locator}/check-in": _OWN_CHANGE,
    "POST /v1/bookings/{locator}/rebook": _OWN_CHANGE,
    "GET /v1/passengers/{id}": _OWN,
    "GET /v1/passengers/{id}/bookings": _OWN,
    "GET /v1/passengers/{id}/contacts": _OWN,
    "PUT /v1/passengers/{id}/contacts/{contact}": _OWN_CHANGE,
    "GET /v1/passengers/{id}/notifications": _OWN,
    "GET /v1/notifications/{id}": _OWN,
    "POST /v1/notifications/{id}/resend": _COMMAND,
}
"""By method and route template."""


def rule_of(method: str, path: str) -> Rule:
    """Raises LookupError for a route that nobody has decided on."""
    rule = POLICY.get(f"{method} {path}")
    if rule is None:
        raise LookupError(f"{method} {path} has no row in services/api/auth/policy.py: say who may call it")
    return rule
