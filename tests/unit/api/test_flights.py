"""Reading a flight, its history and the outcome of an event."""

import json

import httpx
import pytest

from services.core.awsio.errors import AccessDenied, Throttled, Timeout
from tests.unit.api.problem import problem
from tests.unit.api.world import EVENTS, KEY, World, state_item

FLIGHT = "/v1/flights/UA-0207-2013-03-08-EWR-1"


async def test_a_flight_shows_its_state_and_what_was_announced(client: httpx.AsyncClient) -> None:
    flight = (await client.get(FLIGHT)).json()
    assert flight["designator"] == "UA207"
    assert (flight["origin"], flight["destination"], flight["originDate"]) == ("EWR", "IAH", "2013-03-08")
    assert (flight["status"], flight["delayMinutes"], flight["reason"]) == ("delayed", 49, "WEAT")
    assert flight["scheduledOut"] == "2013-03-08T14:05:00Z"
    assert flight["estimatedOut"] == "2013-03-08T14:54:00Z"
    assert flight["actualOut"] is None
    assert flight["announced"]["out"] == "2013-03-08T14:54:00Z"
    assert flight["booked"] == {"out": "2013-03-08T14:05:00Z", "gate": "A5", "terminal": "C"}


@pytest.mark.parametrize("path", [FLIGHT, f"{FLIGHT}/history", f"{FLIGHT}/notifications"])
async def test_no_answer_holds_a_key_of_the_table(client: httpx.AsyncClient, path: str) -> None:
    text = (await client.get(path)).text
    for inside in ("PK", "GSI", "FLT#", "EVT#", "NTF#", "outbox", "registers"):
        assert inside not in text


async def test_a_flight_never_heard_of_is_not_found(client: httpx.AsyncClient) -> None:
    unknown = "/v1/flights/UA-0208-2013-03-08-EWR-1"
    for path in (unknown, f"{unknown}/history", f"{unknown}/notifications"):
        problem(await client.get(path), 404, "no-such-flight")


@pytest.mark.parametrize("key", ["UA207", "UA-207-2013-03-08-EWR-1", "UA-0207-2013-13-08-EWR-1", "a%23b"])
async def test_what_is_no_flight_key_says_what_would_be_one(client: httpx.AsyncClient, key: str) -> None:
    body = problem(await client.get(f"/v1/flights/{key}"), 400, "invalid-flight-key")
    assert "UA-0207-2013-03-08-EWR-1" in body["expected"]


async def test_the_history_is_every_event_in_order(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"{FLIGHT}/history")).json()
    assert [entry["eventId"] for entry in page["items"]] == ["event-1", "event-2", "event-3"]
    assert page["next"] is None
    last = page["items"][2]
    assert last["facts"] == {"estimatedOut": "2013-03-08T14:54:00Z", "reason": "WEAT", "nextInfoAt": None}
    assert (last["source"], last["authority"], last["seq"]) == ("ops.UA", "AIRLINE_OPS", 3)
    assert last["provenance"]["fields"] == {"gate": "synthetic"}


@pytest.mark.parametrize("list_of", ["history", "notifications"])
@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_together_are_the_whole_list(client: httpx.AsyncClient, list_of: str, limit: int) -> None:
    whole = (await client.get(f"{FLIGHT}/{list_of}")).json()["items"]
    seen, cursor = [], None
    while True:
        params = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(f"{FLIGHT}/{list_of}", params=params)).json()
        assert len(page["items"]) <= limit
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == whole
    assert len(seen) == (len(EVENTS) if list_of == "history" else 5)


@pytest.mark.parametrize("limit", ["0", "101", "x"])
async def test_a_limit_outside_its_range_is_refused(client: httpx.AsyncClient, limit: str) -> None:
    body = problem(await client.get(f"{FLIGHT}/history?limit={limit}"), 400, "malformed-request")
    assert body["errors"][0]["where"] == "query.limit"


async def test_an_event_that_arrived_is_applied_and_says_what_it_determines(
    client: httpx.AsyncClient,
) -> None:
    status = (await client.get(f"{FLIGHT}/events/event-3")).json()
    assert (status["applied"], status["determines"]) == (True, ["estimatedOut", "nextInfoAt", "reason"])
    assert status["event"]["eventType"] == "flight.delayed"


async def test_an_overtaken_event_is_applied_and_determines_nothing(client: httpx.AsyncClient) -> None:
    status = (await client.get(f"{FLIGHT}/events/event-2")).json()
    assert (status["applied"], status["determines"]) == (True, [])


async def test_an_event_that_has_not_arrived_is_not_applied(client: httpx.AsyncClient) -> None:
    response = await client.get(f"{FLIGHT}/events/0f9a1f7e-9d0e-5a0b-8f0a-6c8b6f2f3a11")
    assert (response.status_code, response.json()["applied"], response.json()["event"]) == (200, False, None)


async def test_what_is_no_event_id_is_refused(client: httpx.AsyncClient) -> None:
    problem(await client.get(f"{FLIGHT}/events/a%20b"), 400, "invalid-id")


@pytest.mark.parametrize("failure", [Throttled("Throttling"), Timeout("Timeout")])
async def test_an_outage_of_the_table_can_be_tried_again(
    client: httpx.AsyncClient, world: World, failure: Exception
) -> None:
    world.table.failure = failure
    response = await client.get(FLIGHT)
    problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "1"


async def test_a_defect_of_ours_shows_nothing_of_its_inside(client: httpx.AsyncClient, world: World) -> None:
    world.table.failure = AccessDenied("AccessDeniedException", "role/secret-name may not")
    response = await client.get(FLIGHT)
    problem(response, 500, "internal-error")
    assert "secret-name" not in response.text


async def test_every_event_id_of_a_flight_is_found_behind_the_first_page(
    client: httpx.AsyncClient, world: World
) -> None:
    row = next(item for key, item in world.table.items.items() if key[1].startswith("EVT#"))
    for number in range(150):
        at = f"2013-03-08T13:{number // 60:02d}:{number % 60:02d}Z"
        identity = f"many-{number}"
        world.table.put({**row, "SK": f"EVT#{at}#{identity}", "eventId": identity, "occurredAt": at})
    status = (await client.get(f"{FLIGHT}/events/many-149")).json()
    assert status["applied"]
    assert json.dumps(status["event"]["facts"])


async def test_an_unchanged_flight_is_not_sent_again(client: httpx.AsyncClient, world: World) -> None:
    path = f"/v1/flights/{KEY}"
    first = await client.get(path)
    tag = first.headers["ETag"]
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await client.get(path, headers={"If-None-Match": named})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "private, no-cache"
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200
    world.table.put({**state_item(), "ver": 2})
    changed = await client.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert changed.headers["ETag"] != tag
