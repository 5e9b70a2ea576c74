"""Every route of the API gateway. What is not in the table does not get in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from services.core.contracts.scopes import Scope

LIST: Final = ("cursor", "limit")


@dataclass(frozen=True, slots=True)
class Route:
    """`scope` None is for everybody. `cached` answers are the same for every caller with the scope.

    `query` are the query parameters that the answer depends on: they are the key of the cache. A `stream`
    is passed on as it comes, for as long as the gateway allows. A `command` has a limit of its own.
    """

    method: str
    path: str
    scope: Scope | None
    query: tuple[str, ...] = ()
    cached: bool = False
    stream: bool = False
    command: bool = False

    @property
    def path_parameters(self) -> list[str]:
        """The names in braces; that of a greedy one without its plus."""
        return re.findall(r"\{(\w+)\+?\}", self.path)

    @property
    def backend_path(self) -> str:
        """The path as the API knows it."""
        return self.path.replace("+}", "}")

    @property
    def name(self) -> str:
        """For logical ids."""
        words = re.findall(r"[A-Za-z0-9]+", self.path) or ["root"]
        return self.method.capitalize() + "".join(word.capitalize() for word in words)


def _get(path: str, scope: Scope | None, query: tuple[str, ...] = (), **kind: bool) -> Route:
    return Route("GET", path, scope, query, **kind)


def _post(path: str, scope: Scope) -> Route:
    return Route("POST", path, scope, command=True)


FLIGHT: Final = "/v1/flights/{key}"
BOOKING: Final = "/v1/bookings/{locator}"
PASSENGER: Final = "/v1/passengers/{id}"
STREAM: Final = "/v1/stream"
BOARD: Final = "/board/{file+}"

ROUTES: Final = (
    _get("/health", None),
    # The board's page and files hold no data; what they show they fetch with the token of their reader.
    _get("/", None),
    _get(BOARD, None),
    _get("/v1/me", Scope.FLIGHTS_READ),
    # Not cached here: the API keeps it, and a minute old it would begin where no stream goes on.
    _get("/v1/board", Scope.FLIGHTS_READ, ("date",)),
    _get(STREAM, Scope.FLIGHTS_READ, ("position",), stream=True),
    _get("/v1/flights", Scope.FLIGHTS_READ, ("status", "designator", "carrier", "date", *LIST), cached=True),
    # Not cached here: a caller who has it asks with If-None-Match, which no key of the cache holds.
    _get(FLIGHT, Scope.FLIGHTS_READ),
    _get(f"{FLIGHT}/history", Scope.FLIGHTS_READ, LIST),
    _get(f"{FLIGHT}/bookings", Scope.BOOKINGS_READ, LIST),
    _get(f"{FLIGHT}/notifications", Scope.BOOKINGS_READ, LIST),
    _post(f"{FLIGHT}/events", Scope.OPS_WRITE),
    _get(f"{FLIGHT}/events/{{id}}", Scope.FLIGHTS_READ),
    _get(BOOKING, Scope.BOOKINGS_READ),
    _post("/v1/bookings", Scope.BOOKINGS_WRITE),
    _post(f"{BOOKING}/cancel", Scope.BOOKINGS_WRITE),
    _post(f"{BOOKING}/check-in", Scope.BOOKINGS_WRITE),
    _post(f"{BOOKING}/rebook", Scope.BOOKINGS_WRITE),
    _get(PASSENGER, Scope.BOOKINGS_READ),
    _get(f"{PASSENGER}/bookings", Scope.BOOKINGS_READ, LIST),
    _get(f"{PASSENGER}/contacts", Scope.BOOKINGS_READ),
    Route("PUT", f"{PASSENGER}/contacts/{{contact}}", Scope.BOOKINGS_WRITE, command=True),
    _get(f"{PASSENGER}/notifications", Scope.BOOKINGS_READ, LIST),
    _get("/v1/notifications/{id}", Scope.BOOKINGS_READ),
    _post("/v1/notifications/{id}/resend", Scope.OPS_WRITE),
)
