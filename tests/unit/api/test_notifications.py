"""Who was told what, and why."""

import httpx
import pytest

from services.messenger.record import notification_item
from tests.unit.api.problem import problem
from tests.unit.api.world import ADDRESS, CONTACT, World, notification

FLIGHT = "/v1/flights/UA-0207-2013-03-08-EWR-1"


async def test_a_flights_notifications_are_listed_by_ids(client: httpx.AsyncClient) -> None:
    items = (await client.get(f"{FLIGHT}/notifications")).json()["items"]
    assert [line["n"] for line in items] == [1, 2, 3, 4, 5]
    assert items[0] == {
        "notificationId": f"{1:032x}",
        "flightKey": "UA-0207-2013-03-08-EWR-1",
        "contactId": CONTACT,
        "channel": "email",
        "kind": "delay",
        "n": 1,
        "asOf": "2013-03-08T15:01:00Z",
        "createdAt": "2013-03-08T15:01:00Z",
    }


async def test_a_flight_that_told_nobody_has_an_empty_list(client: httpx.AsyncClient, world: World) -> None:
    for key in [key for key in world.table.items if key[0].startswith("NTF#")]:
        del world.table.items[key]
    assert (await client.get(f"{FLIGHT}/notifications")).json() == {"items": [], "next": None}


async def test_a_notification_answers_why_it_was_sent(client: httpx.AsyncClient) -> None:
    told = (await client.get(f"/v1/notifications/{2:032x}")).json()
    assert told["body"] == "UA207 leaves at 09:54."
    assert told["contact"] == "m***@example.com"
    assert told["text"] == {"source": "template", "modelId": None, "promptVersion": "1", "hash": "e" * 64}
    why = told["why"]
    assert (why["eventId"], why["stateVersion"]) == ("event-3", 1)
    assert (why["ruleId"], why["rulesVersion"], why["factsHash"]) == ("band_changed", "1", "f" * 64)
    assert why["facts"] == {"out": {"new": "2013-03-08T15:00:00Z", "is_new": True}, "reason": "WEAT"}
    assert why["toldBefore"]["out"] == "2013-03-08T14:05:00Z"
    assert why["toldBefore"]["gate"] == "A5"


async def test_a_first_message_had_nothing_told_before(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"/v1/notifications/{1:032x}")).json()["why"]["toldBefore"] is None


async def test_an_address_recorded_by_mistake_is_masked_all_the_same(
    client: httpx.AsyncClient, world: World
) -> None:
    world.table.put(notification_item(notification(9, masked_contact=ADDRESS)))
    response = await client.get(f"/v1/notifications/{9:032x}")
    assert ADDRESS not in response.text
    assert response.json()["contact"] == "m***@example.com"


async def test_a_notification_that_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    problem(await client.get(f"/v1/notifications/{'a' * 32}"), 404, "no-such-notification")


@pytest.mark.parametrize("identity", ["x", "A" * 32, "a" * 33, "maria.huber@example.com"])
async def test_what_is_no_notification_id_is_refused_and_not_repeated(
    client: httpx.AsyncClient, identity: str
) -> None:
    response = await client.get(f"/v1/notifications/{identity}")
    problem(response, 400, "invalid-id")
    assert "maria" not in response.text
