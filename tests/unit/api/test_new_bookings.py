"""A booking is written whole, once, and never on a flight that does not fly."""

import json
from typing import Any

import httpx
import pytest

from services.core.flight.key import FlightKey
from services.core.table import keys
from services.core.table.contact_item import contact_of
from services.core.table.rebooking_item import standing_of, status_rows
from services.core.telling.ids import contact_id, locator_hash
from tests.fakes.api_table import InMemoryApiTable
from tests.unit.api.orders import contact, order, traveller
from tests.unit.api.problem import problem
from tests.unit.api.world import EVENTS, KEY, SECRET, World, event, state_item

OTHER = FlightKey.parse("UA-0300-2013-03-09-EWR-1")
CANCELLED = event(4, "flight.cancelled", "2013-03-08T13:30:00Z", {"reason": "WEAT"})


async def book(client: httpx.AsyncClient, key: str = "k-1", **changes: Any) -> httpx.Response:
    return await client.post("/v1/bookings", json=order(**changes), headers={"Idempotency-Key": key})


def rows_of(table: InMemoryApiTable, booking_id: str) -> list[dict[str, Any]]:
    return [item for item in table.items.values() if item.get("bookingId") == booking_id]


async def test_every_row_of_a_booking_is_there_and_leads_to_it(
    client: httpx.AsyncClient, world: World
) -> None:
    made = await book(client, passengers=[traveller(), traveller("P-2", contacts=[])])
    assert made.status_code == 201, made.text
    assert made.headers["Location"] == "/v1/bookings/ABC234"
    identity = made.json()["bookingId"]
    meta = world.table.items[f"BKG#{identity}", "META"]
    passengers = [row for row in rows_of(world.table, identity) if row["SK"].startswith("PAX#")]
    own = [row for row in passengers if row["PK"].startswith("BKG#")]
    there = {keys.Key(row["PK"], row["SK"]) for row in rows_of(world.table, identity)}
    assert there == {
        *status_rows(meta, own),
        keys.booking(identity),
        *(keys.Key(pk, sk) for pk, sk in world.table.items if pk.startswith("IDM#")),
    }
    assert meta["locatorHash"] == locator_hash(SECRET, "ABC234")
    assert standing_of(meta).decided == {str(KEY): 1}
    [found] = (await client.get("/v1/bookings/abc234")).json()["items"]
    assert (found["status"], found["version"], len(found["passengers"])) == ("CONFIRMED", 1, 2)
    assert (await client.get("/v1/passengers/P-2")).json()["lastName"] == "Byron"
    on_flight = (await client.get(f"/v1/flights/{KEY}/bookings")).json()["items"]
    assert {row["passengerId"] for row in on_flight} == {"P-new", "P-2"}


async def test_an_address_is_in_its_own_item_only_and_a_known_contact_keeps_what_it_wants(
    client: httpx.AsyncClient, world: World
) -> None:
    await book(client)
    identity = contact_id(SECRET, "+12025550123")
    holding = [pk for (pk, _), item in world.table.items.items() if "2025550123" in json.dumps(item)]
    assert holding == [f"CON#{identity}"]
    quiet = {"start": "22:00", "end": "07:00", "zone": "Europe/Berlin"}
    await book(client, "k-2", passengers=[traveller(contacts=[contact(locale="ja", quiet=quiet)])])
    kept = contact_of(world.table.items[f"CON#{identity}", "META"])
    assert (kept.locale, kept.quiet, kept.zone) == ("en", None, "America/New_York")


async def test_the_same_request_is_one_booking_and_another_one_under_its_key_is_refused(
    client: httpx.AsyncClient, world: World
) -> None:
    first, again = await book(client, locator=None), await book(client, locator=None)
    assert first.json() == again.json()
    assert len([1 for pk, sk in world.table.items if pk.startswith("BKG#") and sk == "META"]) == 1
    problem(await book(client, locator="ZZZ999"), 409, "idempotency-key-reused")
    other = await book(client, "k-2", locator=None)
    assert other.json()["locator"] != first.json()["locator"]


async def test_nothing_is_booked_on_a_flight_that_is_unknown_or_does_not_fly(
    client: httpx.AsyncClient, world: World
) -> None:
    world.table.put(state_item(OTHER, [*EVENTS, CANCELLED]))
    unknown = "UA-0999-2013-03-09-EWR-1"
    body = problem(await book(client, flightKeys=[str(KEY), str(OTHER), unknown]), 409, "not-bookable")
    assert (body["unknown"], body["closed"]) == ([unknown], [str(OTHER)])
    assert not [pk for pk, _ in world.table.items if pk.startswith(("BKG#", "CON#"))]


async def test_a_flight_cancelled_at_the_very_moment_is_not_booked(
    client: httpx.AsyncClient, world: World
) -> None:
    """Its workflow may have paged the bookings already: this one would never be marked."""

    async def cancel() -> None:
        world.table.put({**state_item(KEY, [*EVENTS, CANCELLED]), "ver": 2})

    world.table.before_transaction = cancel
    problem(await book(client), 409, "not-bookable")
    assert not [pk for pk, _ in world.table.items if pk.startswith("BKG#")]


async def test_news_that_does_not_matter_only_makes_it_look_again(
    client: httpx.AsyncClient, world: World
) -> None:
    versions = iter((2, 3))

    async def news() -> None:
        if (ver := next(versions, None)) is not None:
            world.table.put({**state_item(), "ver": ver})

    world.table.before_transaction = news
    made = await book(client)
    assert made.status_code == 201
    assert world.table.items[f"BKG#{made.json()['bookingId']}", "META"]["flightVer"] == {str(KEY): 3}


async def test_a_booking_that_does_not_fit_into_a_transaction_is_refused_by_its_size(
    client: httpx.AsyncClient, world: World
) -> None:
    flights = [FlightKey.parse(f"UA-0{number}-2013-03-09-EWR-1") for number in range(300, 308)]
    world.table.put(*(state_item(flight) for flight in flights))
    many = [traveller(f"P-{n}", contacts=[contact(address=f"+1202555010{n}")]) for n in range(9)]
    answer = await book(client, flightKeys=[str(flight) for flight in flights], passengers=many)
    assert "100 can be written together" in problem(answer, 422, "invalid-body")["detail"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"flightKeys": []}, "flightKeys"),
        ({"flightKeys": ["UA207"]}, "flightKeys"),
        ({"flightKeys": [str(KEY), str(KEY)]}, "flightKeys"),
        ({"passengers": [traveller(), traveller()]}, "passengers"),
        ({"passengers": [traveller(contacts=[contact(address="maria@nowhere")])]}, "address"),
        ({"passengers": [traveller(contacts=[contact(zone="Berlin")])]}, "zone"),
        ({"passengers": [traveller(locale="german!")]}, "locale"),
        ({"locator": "K7M2Q"}, "locator"),
        ({"seat": "12A"}, "seat"),
    ],
)
async def test_a_wrong_order_says_where_and_never_quotes_it(
    client: httpx.AsyncClient, changes: dict[str, Any], where: str
) -> None:
    answer = await book(client, **changes)
    assert where in problem(answer, 422, "invalid-body")["detail"]
    assert "maria" not in answer.text


async def test_without_an_idempotency_key_nothing_is_booked(client: httpx.AsyncClient) -> None:
    problem(await client.post("/v1/bookings", json=order()), 400, "idempotency-key-needed")
