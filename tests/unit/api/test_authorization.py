"""Every route times every kind of caller. A new route fails without a row here, and without a rule."""

import re
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from services.api.auth.guard import check_guarded, guarded_router
from services.api.page.files import PageFiles
from services.api.page.page import Page
from services.api.routes import ROUTERS
from services.core.contracts.scopes import Scope
from tests.fakes.issuer import Issuer, bearer
from tests.unit.api import bookings
from tests.unit.api.orders import order
from tests.unit.api.problem import problem
from tests.unit.api.viewer import Viewer
from tests.unit.api.world import CONTACT, KEY, World

MARIA: Final = bookings.MARIA.passenger_id
TOM: Final = bookings.TOM.passenger_id
PLACES: Final = {
    "{key}": str(KEY),
    "{locator}": bookings.LOCATOR,
    "{contact}": CONTACT,
    "{file:path}": "index.html",
    "/v1/notifications/{id}": f"/v1/notifications/{3:032x}",
    "/events/{id}": "/events/event-1",
    "/v1/passengers/{id}": f"/v1/passengers/{MARIA}",
}
BODIES: Final[dict[str, Any]] = {
    "POST /v1/flights/{key}/events": {
        "eventType": "flight.cancelled",
        "occurredAt": "2013-03-08T13:30:00Z",
        "data": {},
    },
    "POST /v1/bookings": order(),
    "POST /v1/bookings/{locator}/rebook": {"flightKeys": [str(KEY)]},
    "PUT /v1/passengers/{id}/contacts/{contact}": {"optedOut": [], "locale": "en", "quiet": None},
}
OPEN: Final = None
EXPECTED: Final[dict[str, tuple[Scope | None, str]]] = {
    # route: the scope that opens it, and what a passenger's token with all scopes gets on Maria's things
    "GET /health": (OPEN, "Maria, Tom and Eve"),
    "GET /ready": (OPEN, "Maria, Tom and Eve"),
    "GET /": (OPEN, "Maria, Tom and Eve"),
    "GET /board/config.json": (OPEN, "Maria, Tom and Eve"),
    "GET /board/{file:path}": (OPEN, "Maria, Tom and Eve"),
    "GET /v1/me": (Scope.FLIGHTS_READ, "Maria, Tom and Eve"),
    "GET /v1/board": (Scope.FLIGHTS_READ, "nobody"),
    "GET /v1/stream": (Scope.FLIGHTS_READ, "nobody"),
    "GET /v1/flights": (Scope.FLIGHTS_READ, "Maria, Tom and Eve"),
    "GET /v1/flights/{key}": (Scope.FLIGHTS_READ, "Maria, Tom and Eve"),
    "GET /v1/flights/{key}/history": (Scope.FLIGHTS_READ, "nobody"),
    "GET /v1/flights/{key}/events/{id}": (Scope.FLIGHTS_READ, "nobody"),
    "GET /v1/flights/{key}/bookings": (Scope.BOOKINGS_READ, "nobody"),
    "GET /v1/flights/{key}/notifications": (Scope.BOOKINGS_READ, "nobody"),
    "POST /v1/flights/{key}/events": (Scope.OPS_WRITE, "nobody"),
    "GET /v1/bookings/{locator}": (Scope.BOOKINGS_READ, "Maria and Tom"),
    "POST /v1/bookings": (Scope.BOOKINGS_WRITE, "nobody"),
    "POST /v1/bookings/{locator}/cancel": (Scope.BOOKINGS_WRITE, "Maria and Tom"),
    "POST /v1/bookings/{locator}/check-in": (Scope.BOOKINGS_WRITE, "Maria and Tom"),
    "POST /v1/bookings/{locator}/rebook": (Scope.BOOKINGS_WRITE, "Maria and Tom"),
    "GET /v1/passengers/{id}/contacts": (Scope.BOOKINGS_READ, "Maria"),
    "PUT /v1/passengers/{id}/contacts/{contact}": (Scope.BOOKINGS_WRITE, "Maria"),
    "GET /v1/passengers/{id}": (Scope.BOOKINGS_READ, "Maria"),
    "GET /v1/passengers/{id}/bookings": (Scope.BOOKINGS_READ, "Maria"),
    "GET /v1/passengers/{id}/notifications": (Scope.BOOKINGS_READ, "Maria"),
    "GET /v1/notifications/{id}": (Scope.BOOKINGS_READ, "Maria and Tom"),
    "POST /v1/notifications/{id}/resend": (Scope.OPS_WRITE, "nobody"),
}
PASSENGERS: Final = {"Maria": MARIA, "Tom": TOM, "Eve": "P-Eve"}


def routes() -> list[str]:
    """Of the application, also those that its description leaves out."""
    found = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    return [f"{method} {route.path}" for route in found for method in route.methods or ()]


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "index.html").write_text("the board")
    made = World(anonymous=None, page=Page(files=PageFiles(tmp_path)))
    made.table.put(*bookings.booked(), *bookings.contacts())
    return made


async def call(client: httpx.AsyncClient, route: str, headers: dict[str, str]) -> httpx.Response:
    """A request that is right in everything but, perhaps, its caller."""
    method, path = route.split(" ")
    for place, value in PLACES.items():
        path = path.replace(place, value)
    params = {"status": "delayed", "date": "2013-03-08"} if path == "/v1/flights" else {}
    if method == "POST":
        headers = headers | {"Idempotency-Key": "k-1"}
    if path == "/v1/stream":  # it never ends, and httpx waits for the end
        async with Viewer(client._transport.app, headers=headers) as viewer:  # type: ignore[attr-defined]
            return await viewer.answer()
    assert not re.search(r"[{}]", path), "a new path parameter needs a value in PLACES"
    return await client.request(method, path, headers=headers, params=params, json=BODIES.get(route))


def test_every_route_has_a_row() -> None:
    assert sorted(routes()) == sorted(EXPECTED)


@pytest.mark.parametrize("route", routes())
async def test_without_a_token_only_what_is_open(client: httpx.AsyncClient, route: str) -> None:
    answer = await call(client, route, {})
    if EXPECTED[route][0] is OPEN:
        assert answer.status_code == 200
    else:
        assert "Bearer TOKEN" in problem(answer, 401, "not-signed-in")["expected"]
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="flightpulse"'


@pytest.mark.parametrize("held", [*Scope, None])
@pytest.mark.parametrize("route", routes())
async def test_a_scope_opens_its_own_routes(
    client: httpx.AsyncClient, world: World, route: str, held: Scope | None
) -> None:
    answer = await call(client, route, bearer(world.issuer.token([held] if held else [])))
    needed = EXPECTED[route][0]
    if needed in (OPEN, held):
        assert answer.status_code in {200, 201, 202}, answer.text
    else:
        body = problem(answer, 403, "not-allowed")
        assert body["scope"] == needed
        assert f'scope="{needed}"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("name", PASSENGERS)
@pytest.mark.parametrize("route", routes())
async def test_a_passenger_sees_their_own(
    client: httpx.AsyncClient, world: World, route: str, name: str
) -> None:
    answer = await call(client, route, bearer(world.issuer.token(Scope, PASSENGERS[name])))
    allowed = name in EXPECTED[route][1]
    assert (answer.status_code in {200, 201, 202}) == allowed, answer.text
    assert allowed or answer.status_code in {403, 404}


@pytest.mark.parametrize("route", [route for route in routes() if EXPECTED[route][0] is not OPEN])
async def test_a_strangers_token_and_no_bearer_are_refused_before_anything_is_read(
    client: httpx.AsyncClient, world: World, route: str
) -> None:
    world.table.failure = AssertionError("nobody may ask the table for a stranger")
    method, path = route.split(" ")
    stranger = {"Content-Type": "application/json", **bearer(Issuer().token(Scope))}
    answer = await client.request(method, path, headers=stranger, content=b"{not json")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    problem(answer, 401, "not-signed-in")
    for header in ("Basic YTpi", "Bearer", "Bearer ", "token"):
        problem(await call(client, route, {"Authorization": header}), 401, "not-signed-in")


async def test_while_the_issuer_is_down_nobody_is_judged(client: httpx.AsyncClient, world: World) -> None:
    world.issuer.down = True
    answer = await call(client, "GET /v1/flights/{key}", bearer(world.issuer.token(Scope)))
    problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"]


async def test_a_developer_needs_no_token_but_a_token_that_is_brought_counts(world: World) -> None:
    world.anonymous = World().anonymous
    transport = httpx.ASGITransport(world.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        route = "GET /v1/flights/{key}/bookings"
        assert (await call(client, route, {})).status_code == 200
        problem(await call(client, route, bearer(world.issuer.token())), 403, "not-allowed")


def test_a_route_that_nobody_decided_on_cannot_be_made() -> None:
    with pytest.raises(LookupError, match=r"DELETE /v1/everything .* say who may call it"):
        guarded_router("flights").add_api_route("/v1/everything", lambda: None, methods=["DELETE"])
    bare = APIRouter()
    bare.add_api_route("/health", lambda: None)
    with pytest.raises(TypeError, match="is not guarded"):
        check_guarded([bare])
