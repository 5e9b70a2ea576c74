"""Flights by status and date: one list over all shards, in order, and only filters that have an index."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given

from services.core.clock import MINUTE, format_instant
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.public_status import PUBLIC_STATUSES
from services.core.table.history_item import designator_items
from tests.unit.api.paging import every_page
from tests.unit.api.problem import problem
from tests.unit.api.world import KEY, NOW, STATUS_SHARDS, World, event, state_item
from tests.unit.core.flights import histories, run

LIST = "/v1/flights"
DELAYED = {"status": "delayed", "date": "2013-03-08"}
SCHEDULED = {"status": "scheduled", "date": "2013-03-08"}


@pytest.fixture
async def full(world: World) -> list[str]:
    """Twenty-three scheduled flights over all shards, in the order of their departure."""
    departures = []
    for number in range(23):
        key = FlightKey.parse(f"UA-{1000 + number}-2013-03-08-EWR-1")
        # Three leave at each instant; a later number does not leave later.
        out = NOW + (number * 7 % 23) // 3 * MINUTE
        data = {"scheduledOut": format_instant(out), "destination": "IAH"}
        item = state_item(
            key, [replace(event(1, "flight.scheduled", "2013-03-07T22:00:00Z", data), flight_key=key)]
        )
        world.table.put(item)
        departures.append((out, str(key)))
    partitions = {item.get("GSI1PK", "") for item in world.table.items.values()}
    assert sum(pk.startswith("ST#scheduled#") for pk in partitions) == STATUS_SHARDS
    return [key for _, key in sorted(departures)]


def _flight(key: FlightKey, event_type: str, data: dict[str, str]) -> dict[str, Any]:
    return state_item(key, [replace(event(1, event_type, "2013-03-07T22:00:00Z", data), flight_key=key)])


async def test_a_flight_is_listed_by_its_status_and_local_origin_date(client: httpx.AsyncClient) -> None:
    page = (await client.get(LIST, params=DELAYED)).json()
    assert page == {
        "items": [
            {
                "flightKey": "UA-0207-2013-03-08-EWR-1",
                "designator": "UA207",
                "originDate": "2013-03-08",
                "origin": "EWR",
                "status": "delayed",
                "scheduledOut": "2013-03-08T14:05:00Z",
            }
        ],
        "next": None,
    }


async def test_nothing_of_that_status_or_date_is_an_empty_list(client: httpx.AsyncClient) -> None:
    for params in (SCHEDULED, DELAYED | {"date": "2013-03-09"}):
        assert (await client.get(LIST, params=params)).json() == {"items": [], "next": None}


@pytest.mark.parametrize("limit", [1, 2, 5, 22, 23, 24, 100])
async def test_pages_over_all_shards_are_one_list_in_order_of_departure(
    client: httpx.AsyncClient, full: list[str], limit: int
) -> None:
    pages = await every_page(client, LIST, limit, **SCHEDULED)
    assert [line["flightKey"] for page in pages for line in page] == full
    assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
    assert pages[-1], "a cursor that leads to nothing"


async def test_the_flights_that_a_carrier_operates_are_listed(
    client: httpx.AsyncClient, world: World
) -> None:
    others = ["UA-1000-2013-03-08-LGA-1", "UA-0207-2013-03-09-EWR-1", "LH-0207-2013-03-08-EWR-1"]
    for key in (KEY, *map(FlightKey.parse, others)):
        scheduled = replace(event(1, "flight.scheduled", "2013-03-07T22:00:00Z", SOLD), flight_key=key)
        world.table.put(state_item(key, [scheduled]), *designator_items(scheduled))
    for limit in (1, 2, 50):
        pages = await every_page(client, LIST, limit, carrier="UA", date="2013-03-08")
        assert [line["flightKey"] for page in pages for line in page] == [str(KEY), others[0]]


async def test_a_list_that_is_the_same_is_not_sent_again(client: httpx.AsyncClient, world: World) -> None:
    first = await client.get(LIST, params=DELAYED)
    again = {"If-None-Match": first.headers["ETag"]}
    same = await client.get(LIST, params=DELAYED, headers=again)
    assert (same.status_code, same.content) == (304, b"")
    assert first.headers["Cache-Control"] == same.headers["Cache-Control"] == "private, no-cache"
    other = await client.get(LIST, params=SCHEDULED, headers=again)
    assert other.status_code == 200


async def test_the_list_goes_on_behind_a_row_that_has_left_it(
    client: httpx.AsyncClient, full: list[str], world: World
) -> None:
    first = (await client.get(LIST, params=SCHEDULED | {"limit": "5"})).json()
    gone = full[4]  # the row that the cursor stands on
    del world.table.items[f"FLT#{gone}", "STATE"]
    rest = await client.get(LIST, params=SCHEDULED | {"cursor": first["next"]})
    assert [line["flightKey"] for line in rest.json()["items"]] == full[5:]


async def test_a_flight_without_a_schedule_has_none_in_the_list(
    client: httpx.AsyncClient, world: World
) -> None:
    key = FlightKey.parse("UA-0009-2013-03-08-EWR-1")
    world.table.put(
        state_item(key, [replace(event(1, "flight.cancelled", "2013-03-08T12:00:00Z", {}), flight_key=key)])
    )
    page = (await client.get(LIST, params={"status": "cancelled", "date": "2013-03-08"})).json()
    assert [(line["flightKey"], line["scheduledOut"]) for line in page["items"]] == [(str(key), None)]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "status=delayed",
        "date=2013-03-08",
        "status=late&date=2013-03-08",
        "status=DELAYED&date=2013-03-08",
        "status=delayed&date=20130308",
        "status=delayed&date=2013-02-30",
        "status=delayed&date=2013-W10-5",
        "status=delayed&date=2013-03-08&origin=EWR",
        "status=delayed&status=cancelled&date=2013-03-08",
        "origin=EWR",
        "designator=UA207",
        "designator=UA207&status=delayed&date=2013-03-08",
        "designator=ua207&date=2013-03-08",
        "designator=UA20777&date=2013-03-08",
        "designator=UA207&date=yesterday",
        "carrier=UA",
        "carrier=UA&status=delayed&date=2013-03-08",
        "carrier=UA&designator=UA207&date=2013-03-08",
        "carrier=UAL&date=2013-03-08",
        "carrier=ua&date=2013-03-08",
    ],
)
async def test_a_filter_without_an_index_says_which_there_are(client: httpx.AsyncClient, query: str) -> None:
    body = problem(await client.get(f"{LIST}?{query}"), 400, "invalid-filter")
    assert body["combinations"] == [["status", "date"], ["designator", "date"], ["carrier", "date"]]
    assert body["statuses"] == list(PUBLIC_STATUSES)
    assert "2013-03-08" in body["expected"]


async def test_what_was_asked_is_not_repeated_in_the_problem(client: httpx.AsyncClient) -> None:
    response = await client.get(f"{LIST}?status=maria.huber@example.com&date=2013-03-08")
    problem(response, 400, "invalid-filter")
    assert "maria" not in response.text


@pytest.mark.parametrize("limit", ["0", "101", "x"])
async def test_a_limit_outside_its_range_is_refused(client: httpx.AsyncClient, limit: str) -> None:
    problem(await client.get(LIST, params=DELAYED | {"limit": limit}), 400, "malformed-request")


@pytest.mark.parametrize(
    "other", [{"status": "delayed"}, {"date": "2013-03-09"}], ids=["another status", "another date"]
)
async def test_a_cursor_is_bound_to_status_and_date(
    client: httpx.AsyncClient, full: list[str], other: dict[str, str]
) -> None:
    cursor = (await client.get(LIST, params=SCHEDULED | {"limit": "2"})).json()["next"]
    assert (await client.get(LIST, params=SCHEDULED | {"cursor": cursor})).status_code == 200
    problem(await client.get(LIST, params=SCHEDULED | other | {"cursor": cursor}), 400, "invalid-cursor")


@given(histories())
def test_every_status_that_a_flight_can_have_can_be_listed(events: list[FlightEvent]) -> None:
    assert {step.derived.public_status for step in run(events)} <= set(PUBLIC_STATUSES)


SOLD = {
    "scheduledOut": "2013-03-08T14:05:00Z",
    "destination": "IAH",
    "marketing": ["LH7655", "no designator"],
}


async def test_a_flight_is_found_by_each_of_its_designators(client: httpx.AsyncClient, world: World) -> None:
    twin = FlightKey.parse("UA-0207-2013-03-08-LGA-1")
    for key in (KEY, twin):
        scheduled = replace(event(1, "flight.scheduled", "2013-03-07T22:00:00Z", SOLD), flight_key=key)
        world.table.put(state_item(key, [scheduled]), *designator_items(scheduled))
    for called in ("UA207", "UA0207", "LH7655"):
        pages = await every_page(client, LIST, 1, designator=called, date="2013-03-08")
        assert [line["flightKey"] for page in pages for line in page] == [str(KEY), str(twin)]
    first = (
        await client.get(LIST, params={"designator": "UA207", "date": "2013-03-08", "limit": "1"})
    ).json()
    for other in (
        {"designator": "LH7655", "date": "2013-03-08"},
        {"designator": "UA207", "date": "2013-03-09"},
        DELAYED,
    ):
        answer = await client.get(LIST, params=other | {"cursor": first["next"]})
        problem(answer, 400, "invalid-cursor")
