"""A passenger: profile, flights, and what was told about them on every contact, but nobody else's."""

import httpx
import pytest

from tests.unit.api.bookings import ALONE_ID, FAMILY_ID, OFFICE, OTHERS_FLIGHT, RETURN_FLIGHT, booked, told
from tests.unit.api.paging import every_page
from tests.unit.api.problem import problem
from tests.unit.api.world import CONTACT, KEY, World

MARIA = "/v1/passengers/P-Maria"
LISTS = ("bookings", "notifications")


@pytest.fixture(autouse=True)
def _booked(world: World) -> None:
    world.table.put(*booked(), *told())


async def test_a_passenger_has_a_profile(client: httpx.AsyncClient) -> None:
    assert (await client.get(MARIA)).json() == {
        "passengerId": "P-Maria",
        "firstName": "Maria",
        "lastName": "Huber",
        "locale": "de-DE",
        "tier": "GOLD",
    }


async def test_a_passengers_flights_are_listed_the_latest_first(client: httpx.AsyncClient) -> None:
    items = (await client.get(f"{MARIA}/bookings")).json()["items"]
    assert [(line["flightKey"], line["bookingId"]) for line in items] == [
        (RETURN_FLIGHT, FAMILY_ID),
        ("UA-0400-2013-03-09-EWR-1", ALONE_ID),
        (str(KEY), FAMILY_ID),
    ]
    assert items[0]["status"] == "CONFIRMED"
    assert items[0]["passengerNo"] == 1


async def test_a_cancelled_booking_is_listed_as_such(client: httpx.AsyncClient) -> None:
    items = (await client.get("/v1/passengers/P-Tom/bookings")).json()["items"]
    assert [line["status"] for line in items] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


async def test_messages_on_all_contacts_are_one_list_the_newest_first(client: httpx.AsyncClient) -> None:
    items = (await client.get(f"{MARIA}/notifications")).json()["items"]
    assert [line["n"] for line in items] == [13, 11, 5, 4, 3, 2, 1]
    assert [line["contactId"] for line in items[:3]] == [CONTACT, OFFICE, CONTACT]
    assert items[0]["flightKey"] == RETURN_FLIGHT
    assert (items[0]["channel"], items[0]["kind"]) == ("email", "delay")


async def test_what_a_shared_phone_was_told_of_others_is_not_theirs(client: httpx.AsyncClient) -> None:
    assert OTHERS_FLIGHT not in (await client.get(f"{MARIA}/notifications")).text
    tom = (await client.get("/v1/passengers/P-Tom/notifications")).json()["items"]
    assert [line["n"] for line in tom] == [13, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("list_of", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
async def test_pages_together_are_the_whole_list(client: httpx.AsyncClient, list_of: str, limit: int) -> None:
    whole = (await client.get(f"{MARIA}/{list_of}")).json()["items"]
    pages = await every_page(client, f"{MARIA}/{list_of}", limit)
    assert [line for page in pages for line in page] == whole
    assert all(pages)


@pytest.mark.parametrize("list_of", LISTS)
async def test_a_cursor_is_bound_to_the_passenger_and_the_list(
    client: httpx.AsyncClient, list_of: str
) -> None:
    cursor = (await client.get(f"{MARIA}/{list_of}?limit=1")).json()["next"]
    other = next(name for name in LISTS if name != list_of)
    for path in (f"/v1/passengers/P-Tom/{list_of}", f"{MARIA}/{other}"):
        problem(await client.get(path, params={"cursor": cursor}), 400, "invalid-cursor")
    tampered = ("B" if cursor[0] == "A" else "A") + cursor[1:]
    problem(await client.get(f"{MARIA}/{list_of}", params={"cursor": tampered}), 400, "invalid-cursor")


@pytest.mark.parametrize("list_of", LISTS)
async def test_a_passenger_without_a_booking_has_empty_lists(
    client: httpx.AsyncClient, world: World, list_of: str
) -> None:
    for key in [key for key in world.table.items if key[1].startswith("PAX#")]:
        del world.table.items[key]
    assert (await client.get(f"{MARIA}/{list_of}")).json() == {"items": [], "next": None}


@pytest.mark.parametrize("path", ["", "/bookings", "/notifications"])
async def test_a_passenger_nobody_knows_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    problem(await client.get(f"/v1/passengers/P-Nobody{path}"), 404, "no-such-passenger")


@pytest.mark.parametrize("path", ["", "/bookings", "/notifications"])
async def test_what_is_no_passenger_id_is_refused_and_not_repeated(
    client: httpx.AsyncClient, path: str
) -> None:
    response = await client.get(f"/v1/passengers/maria.huber@example.com{path}")
    problem(response, 400, "invalid-id")
    assert "maria" not in response.text
