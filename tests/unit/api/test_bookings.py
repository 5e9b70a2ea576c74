"""Bookings of a flight and by locator: ids and status, never a name, an address or a locator."""

import httpx
import pytest

from services.core.awsio.errors import Timeout
from tests.unit.api.bookings import ALONE_ID, FAMILY_ID, LOCATOR, OLD_ID, RETURN_FLIGHT, booked
from tests.unit.api.paging import every_page
from tests.unit.api.problem import problem
from tests.unit.api.world import CONTACT, KEY, World

FLIGHT = f"/v1/flights/{KEY}"


@pytest.fixture(autouse=True)
def _booked(world: World) -> None:
    world.table.put(*booked())


async def test_a_flights_passengers_are_listed_by_ids(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"{FLIGHT}/bookings")).json()
    assert [line["passengerId"] for line in page["items"]] == ["P-Maria", "P-Tom", "P-Lea"]
    assert page["items"][0] == {
        "bookingId": FAMILY_ID,
        "passengerNo": 1,
        "passengerId": "P-Maria",
        "status": "CONFIRMED",
        "contactIds": [CONTACT],
    }
    assert page["next"] is None


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
async def test_pages_together_are_the_whole_list(client: httpx.AsyncClient, limit: int) -> None:
    pages = await every_page(client, f"{FLIGHT}/bookings", limit)
    assert [line["passengerNo"] for page in pages for line in page] == [1, 2, 3]


async def test_a_cursor_is_bound_to_the_flight_and_the_list(client: httpx.AsyncClient) -> None:
    cursor = (await client.get(f"{FLIGHT}/bookings?limit=1")).json()["next"]
    tampered = ("B" if cursor[0] == "A" else "A") + cursor[1:]
    for path, given in (
        (f"/v1/flights/{RETURN_FLIGHT}/bookings", cursor),
        (f"{FLIGHT}/history", cursor),
        (f"{FLIGHT}/bookings", tampered),
    ):
        problem(await client.get(path, params={"cursor": given}), 400, "invalid-cursor")


async def test_a_flight_that_nobody_booked_has_an_empty_list(client: httpx.AsyncClient, world: World) -> None:
    for key in [key for key in world.table.items if key[1].startswith("PAX#")]:
        del world.table.items[key]
    assert (await client.get(f"{FLIGHT}/bookings")).json() == {"items": [], "next": None}


async def test_a_flight_never_heard_of_is_not_found(client: httpx.AsyncClient) -> None:
    problem(await client.get("/v1/flights/UA-0999-2013-03-08-EWR-1/bookings"), 404, "no-such-flight")


@pytest.mark.parametrize("locator", [LOCATOR, LOCATOR.lower()])
async def test_every_booking_that_had_a_locator_is_found_the_newest_first(
    client: httpx.AsyncClient, locator: str
) -> None:
    newest, old = (await client.get(f"/v1/bookings/{locator}")).json()["items"]
    assert (newest["bookingId"], newest["status"], newest["version"]) == (FAMILY_ID, "CONFIRMED", 1)
    assert newest["flightKeys"] == [str(KEY), RETURN_FLIGHT]
    assert newest["passengers"][2] == {"passengerNo": 3, "passengerId": "P-Lea", "contactIds": [CONTACT]}
    assert (old["bookingId"], old["status"]) == (OLD_ID, "CANCELLED")
    assert ALONE_ID not in str([newest, old])


async def test_more_than_nine_passengers_stand_in_the_order_of_their_numbers(
    client: httpx.AsyncClient, world: World
) -> None:
    row = next(item for key, item in world.table.items.items() if key == (f"BKG#{FAMILY_ID}", "PAX#1"))
    for number in range(4, 13):
        world.table.put({**row, "SK": f"PAX#{number}", "passengerNo": number})
    newest = (await client.get(f"/v1/bookings/{LOCATOR}")).json()["items"][0]
    assert [who["passengerNo"] for who in newest["passengers"]] == list(range(1, 13))


async def test_neither_locator_nor_name_is_in_an_answer(client: httpx.AsyncClient) -> None:
    for path in (f"/v1/bookings/{LOCATOR}", f"{FLIGHT}/bookings"):
        text = (await client.get(path)).text
        for private in (LOCATOR, "Huber", "locatorHash", "PK", "LOC#"):
            assert private not in text


async def test_a_locator_of_nobody_is_not_found_and_not_repeated(client: httpx.AsyncClient) -> None:
    response = await client.get("/v1/bookings/QQQQ77")
    problem(response, 404, "no-such-booking")
    assert "QQQQ77" not in response.text


@pytest.mark.parametrize("locator", ["K7M2Q", "K7M2QXX", "K7M2Q%20", "maria.huber@example.com"])
async def test_what_is_no_locator_is_refused_and_not_repeated(
    client: httpx.AsyncClient, locator: str
) -> None:
    response = await client.get(f"/v1/bookings/{locator}")
    problem(response, 400, "invalid-id")
    assert locator not in response.text


async def test_without_the_secret_it_can_be_tried_again(client: httpx.AsyncClient, world: World) -> None:
    world.secret.failure = Timeout("Timeout")
    problem(await client.get(f"/v1/bookings/{LOCATOR}"), 503, "unavailable")
