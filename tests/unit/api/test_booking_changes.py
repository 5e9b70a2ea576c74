"""Changes of a booking: every row follows, twice is once, and nobody's write is lost."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from services.api.ports import Check, Delete, Item, Put, Update, Write
from services.core.booking.rebooking import FlightNews, decide
from services.core.flight.key import FlightKey
from services.core.table.api_attributes import API_ATTRIBUTES
from services.core.table.rebooking_item import standing_attributes, standing_of
from tests.fakes.issuer import bearer
from tests.unit.api import bookings
from tests.unit.api.orders import contact, order, traveller
from tests.unit.api.problem import problem
from tests.unit.api.world import CONTACT, EVENTS, KEY, World, event, state_item

BOOKING = f"/v1/bookings/{bookings.LOCATOR}"
NEW = FlightKey.parse("UA-0500-2013-03-08-EWR-1")
META = (f"BKG#{bookings.FAMILY_ID}", "META")


@pytest.fixture
async def world() -> World:
    made = World()
    made.table.put(*bookings.booked(), *bookings.contacts(), state_item(NEW))
    return made


def statuses(world: World) -> set[str]:
    rows = world.table.items.values()
    return {row["status"] for row in rows if row.get("bookingId") == bookings.FAMILY_ID}


def on(world: World, flight: FlightKey | str) -> list[str]:
    """The rows of the booking on a flight."""
    return sorted(sk for pk, sk in world.table.items if pk == f"FLT#{flight}" and bookings.FAMILY_ID in sk)


def mark(world: World, flight: FlightKey, *, ver: int, cancelled: bool) -> None:
    """What the marker does, on META."""
    after = decide(standing_of(world.table.items[META]), FlightNews(str(flight), ver, cancelled))
    assert after is not None
    world.table.items[META] |= standing_attributes(after)


@pytest.mark.parametrize(("change", "status"), [("cancel", "CANCELLED"), ("check-in", "CHECKED_IN")])
async def test_every_row_has_the_new_status_and_twice_is_once(
    client: httpx.AsyncClient, world: World, change: str, status: str
) -> None:
    first = await client.post(f"{BOOKING}/{change}")
    assert (first.status_code, first.json()["status"], first.json()["version"]) == (200, status, 2)
    assert statuses(world) == {status}
    assert (await client.post(f"{BOOKING}/{change}")).json() == first.json()
    assert world.table.items[f"BKG#{bookings.OLD_ID}", "META"]["ver"] == 1


async def test_rebooking_moves_every_row_and_confirms(client: httpx.AsyncClient, world: World) -> None:
    mark(world, KEY, ver=7, cancelled=True)
    assert world.table.items[META]["status"] == "NEEDS_REBOOKING"
    before = on(world, KEY)
    flights = [str(NEW), bookings.RETURN_FLIGHT]
    world.table.put(state_item(FlightKey.parse(bookings.RETURN_FLIGHT)))
    answer = await client.post(f"{BOOKING}/rebook", json={"flightKeys": flights})
    assert answer.json() | {"bookingId": ""} == {
        "bookingId": "", "status": "CONFIRMED", "version": 3, "flightKeys": flights,
    }  # fmt: skip
    assert (on(world, KEY), on(world, NEW)) == ([], before)
    assert statuses(world) == {"CONFIRMED"}
    again = await client.post(f"{BOOKING}/rebook", json={"flightKeys": flights})
    assert again.json() == answer.json()


async def test_a_late_copy_of_old_news_does_not_touch_what_was_rebooked(
    client: httpx.AsyncClient, world: World
) -> None:
    mark(world, KEY, ver=7, cancelled=True)
    await client.post(f"{BOOKING}/rebook", json={"flightKeys": [str(NEW)]})
    standing = standing_of(world.table.items[META])
    assert decide(standing, FlightNews(str(KEY), 7, True)) is None
    assert decide(standing, FlightNews(str(NEW), 1, True)) is None  # decided on, by whoever rebooked
    reinstated = decide(standing, FlightNews(str(KEY), 8, False))
    assert reinstated is not None
    assert reinstated.status == "CONFIRMED"


async def test_what_a_booking_does_not_allow_is_a_conflict(client: httpx.AsyncClient, world: World) -> None:
    mark(world, KEY, ver=7, cancelled=True)
    problem(await client.post(f"{BOOKING}/check-in"), 409, "not-possible")
    cancelled = event(4, "flight.cancelled", "2013-03-08T13:30:00Z", {"reason": "WEAT"})
    world.table.put(state_item(NEW, [*EVENTS, cancelled]))
    answer = await client.post(f"{BOOKING}/rebook", json={"flightKeys": [str(NEW)]})
    assert problem(answer, 409, "not-bookable")["closed"] == [str(NEW)]
    await client.post(f"{BOOKING}/cancel")
    answer = await client.post(f"{BOOKING}/rebook", json={"flightKeys": [str(KEY)]})
    assert "make a new one" in problem(answer, 409, "not-possible")["detail"]


async def test_a_write_in_between_is_seen_and_one_that_never_ends_is_a_503(
    client: httpx.AsyncClient, world: World
) -> None:
    def written(times: int) -> Any:
        async def write() -> None:
            nonlocal times
            if times:
                times -= 1
                world.table.items[META] = {
                    **world.table.items[META],
                    "ver": world.table.items[META]["ver"] + 1,
                }

        return write

    world.table.before_transaction = written(2)
    assert (await client.post(f"{BOOKING}/check-in")).json()["version"] == 4
    world.table.before_transaction = written(99)
    answer = await client.post(f"{BOOKING}/cancel")
    problem(answer, 503, "unavailable")
    assert statuses(world) == {"CHECKED_IN"}


async def test_nothing_is_written_that_the_role_may_not_touch(
    client: httpx.AsyncClient, world: World
) -> None:
    """And all that it may is used: what a statement allows in vain is a right too many."""
    touched: set[str] = set()
    put_new, transact = world.table.put_new, world.table.transact

    async def watched_put(item: Item) -> bool:
        touched.update(item)
        return await put_new(item)

    async def watched(writes: Sequence[Write]) -> None:
        for write in writes:
            match write:
                case Put():
                    touched.update(write.item)
                case Update():
                    touched.update(write.key.primary(), write.values, write.when)
                case Check():
                    touched.update(write.key.primary(), write.when)
                case Delete():
                    assert write.key.pk.startswith("FLT#")
                    assert not write.key.sk.startswith(("STATE", "EVT#"))
        await transact(writes)

    world.table.put_new, world.table.transact = watched_put, watched  # type: ignore[method-assign]
    quiet = {"start": "22:00", "end": "07:00", "zone": "Europe/Berlin"}
    who = [traveller(contacts=[contact(quiet=quiet, firstName="Ada")])]
    made = await client.post("/v1/bookings", json=order(passengers=who), headers={"Idempotency-Key": "k-9"})
    assert made.status_code == 201
    assert (await client.post(f"{BOOKING}/rebook", json={"flightKeys": [str(NEW)]})).status_code == 200
    path = f"/v1/passengers/{bookings.MARIA.passenger_id}/contacts/{CONTACT}"
    wanted = {"optedOut": [], "locale": "fr", "quiet": quiet}
    assert (await client.put(path, json=wanted)).status_code == 200
    assert touched == set(API_ATTRIBUTES)
    assert not touched & {"registers", "published", "baseline", "leftBaseline", "derived", "outbox", "asOf"}


async def test_an_unknown_locator_is_not_found(client: httpx.AsyncClient) -> None:
    for change in ("cancel", "check-in"):
        problem(await client.post(f"/v1/bookings/NOBODY/{change}"), 404, "no-such-booking")


async def test_preferences_change_the_contact_and_say_so_without_its_address(
    client: httpx.AsyncClient, world: World
) -> None:
    path = f"/v1/passengers/{bookings.MARIA.passenger_id}/contacts"
    listed = (await client.get(path)).json()["items"]
    assert {item["contactId"] for item in listed} == {CONTACT, bookings.OFFICE}
    assert all("***" in item["address"] for item in listed)
    quiet = {"start": "22:00", "end": "07:00", "zone": "Europe/Berlin"}
    wanted: dict[str, Any] = {"optedOut": ["sms", "push"], "locale": "fr", "quiet": quiet}
    answer = await client.put(f"{path}/{CONTACT}", json=wanted)
    assert answer.status_code == 200, answer.text
    assert answer.json()["quiet"] == quiet
    assert answer.json()["optedOut"] == ["push", "sms"]
    change = world.table.items[f"CON#{CONTACT}", "CHANGE"]
    assert set(change) == {"PK", "SK", "type", "contactId", "changeId", "changedAt"}
    await client.put(f"{path}/{CONTACT}", json=wanted | {"quiet": None})
    assert world.table.items[f"CON#{CONTACT}", "CHANGE"]["changeId"] != change["changeId"]
    assert (await client.get(path)).json()["items"][1]["quiet"] is None


async def test_the_contact_of_somebody_else_is_not_there(client: httpx.AsyncClient, world: World) -> None:
    tom = bookings.TOM.passenger_id
    headers = bearer(world.issuer.token(["bookings:write"], tom))
    wanted: dict[str, Any] = {"optedOut": [], "locale": "fr", "quiet": None}
    path = f"/v1/passengers/{tom}/contacts/{bookings.OFFICE}"
    problem(await client.put(path, json=wanted, headers=headers), 404, "no-such-contact")
    assert (f"CON#{bookings.OFFICE}", "CHANGE") not in world.table.items
