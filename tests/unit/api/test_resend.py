"""Sending again: a request on the bus that the messenger understands, once per idempotency key."""

import httpx
import pytest

from services.api.ports import BusUnavailable
from services.core.telling.ids import resend_id
from services.messenger.request import parse_request
from tests.event_schemas import misfits
from tests.unit.api.problem import problem
from tests.unit.api.world import CONTACT, KEY, World

RESEND = f"/v1/notifications/{2:032x}/resend"
HEADERS = {"Idempotency-Key": "key-1", "X-Correlation-Id": "corr-9"}


async def test_a_resend_is_a_request_that_the_messenger_understands(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await client.post(RESEND, headers=HEADERS)
    assert response.status_code == 202
    [(detail_type, detail)] = world.bus.events
    assert misfits(detail_type, detail) == []
    request = parse_request({"detail-type": detail_type, "detail": detail})
    assert (request.flight_key, request.contacts, request.reason) == (str(KEY), (CONTACT,), "resend")
    assert request.resend_id == response.json()["requestId"] == detail["eventId"]
    assert request.correlation_id == "corr-9"
    assert detail["asOf"] == "2013-03-08T15:00:00Z"
    assert detail["notificationId"] == f"{2:032x}"


async def test_the_location_is_where_the_new_notification_will_be(
    client: httpx.AsyncClient, world: World
) -> None:
    response = await client.post(RESEND, headers=HEADERS)
    expected = resend_id(response.json()["requestId"], "email")
    assert response.headers["Location"] == f"/v1/notifications/{expected}"


async def test_the_same_key_is_the_same_request(client: httpx.AsyncClient, world: World) -> None:
    ids = [
        (await client.post(RESEND, headers=HEADERS | {"Idempotency-Key": key})).json()["requestId"]
        for key in ("a", "a", "b")
    ]
    assert ids[0] == ids[1] != ids[2]


async def test_in_a_replay_the_business_time_is_the_flights() -> None:
    world = World(clock=None)
    world.table.items[f"FLT#{KEY}", "STATE"]["asOf"] = "2013-03-08T14:00:00Z"
    transport = httpx.ASGITransport(world.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        await client.post(RESEND, headers=HEADERS)
    assert world.bus.events[0][1]["asOf"] == "2013-03-08T14:00:00Z"


async def test_a_bus_that_does_not_take_it_can_be_asked_again_with_the_same_key(
    client: httpx.AsyncClient, world: World
) -> None:
    world.bus.failure = BusUnavailable("ThrottlingException")
    body = problem(await client.post(RESEND, headers=HEADERS), 503, "unavailable")
    assert "Idempotency-Key" in body["expected"]
    world.bus.failure = None
    assert (await client.post(RESEND, headers=HEADERS)).status_code == 202


async def test_a_notification_that_is_not_there_cannot_be_sent_again(
    client: httpx.AsyncClient, world: World
) -> None:
    url = f"/v1/notifications/{'a' * 32}/resend"
    problem(await client.post(url, headers=HEADERS), 404, "no-such-notification")
    assert world.bus.events == []


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "a b"}])
async def test_a_resend_needs_an_idempotency_key(
    client: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    problem(await client.post(RESEND, headers=headers), 400, "idempotency-key-needed")
    assert world.bus.events == []
