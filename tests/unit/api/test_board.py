"""The board at first sight: one answer for all who look, of few reads, and what cannot be had is null."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from services.api.views.board import BoardView, DisruptionRow, FlightRow, MessageRow, OperationsRow
from services.core.clock import HOUR, MINUTE, format_instant
from services.core.flight.key import FlightKey
from services.core.flight.public_status import PUBLIC_STATUSES
from services.core.table.change_keys import CHANGE_SHARDS
from tests.unit.api.changing import flight, write_flight, write_message, write_run
from tests.unit.api.problem import problem
from tests.unit.api.viewer import Viewer
from tests.unit.api.world import KEY, NOW, STATUS_SHARDS, WALL, World

OTHER = FlightKey.parse("B6-0012-2013-03-09-JFK-1")


async def board(client: httpx.AsyncClient, date: str | None = "2013-03-08") -> dict[str, Any]:
    answer = await client.get("/v1/board", params={"date": date} if date else {})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    BoardView.model_validate(found)
    return found


async def test_it_holds_every_flight_of_the_day(client: httpx.AsyncClient, world: World) -> None:
    world.table.put(flight(1, OTHER))
    found = await board(client)
    [row] = found["flights"]
    assert row == {
        "flightKey": str(KEY),
        "designator": "UA207",
        "carrier": "UA",
        "originDate": "2013-03-08",
        "origin": "EWR",
        "destination": "IAH",
        "status": "delayed",
        "phase": "SCHEDULED",
        "timeliness": "DELAYED",
        "disposition": "OPERATING",
        "delayMinutes": 49,
        "gate": "A5",
        "terminal": "C",
        "scheduledOut": "2013-03-08T14:05:00Z",
        "estimatedOut": "2013-03-08T14:54:00Z",
        "actualOut": None,
        "version": 1,
        "changedAt": None,
        "changes": [],
    }
    assert (found["date"], found["asOf"], found["flightsLeftOut"]) == ("2013-03-08", None, 0)
    assert [one["flightKey"] for one in (await board(client, "2013-03-09"))["flights"]] == [str(OTHER)]


async def test_without_a_date_it_is_that_of_the_last_change_and_otherwise_today(world: World) -> None:
    for expected, change in (("2026-11-18", False), ("2013-03-08", True)):
        if change:
            write_flight(world, 2)
        transport = httpx.ASGITransport(world.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            found = await board(client, None)
        assert found["date"] == expected
    assert found["asOf"] == format_instant(NOW)
    [row] = found["flights"]
    assert (row["version"], row["changedAt"]) == (2, format_instant(WALL))


async def test_a_flight_that_the_index_does_not_show_yet_is_there(
    client: httpx.AsyncClient, world: World
) -> None:
    item = write_flight(world, 2, gate="B7")
    for name in ("GSI1PK", "GSI1SK"):
        del world.table.items[f"FLT#{item['flightKey']}", "STATE"][name]
    assert [row["gate"] for row in (await board(client))["flights"]] == ["B7"]


async def test_it_says_how_disruptions_stand_and_who_was_told(
    client: httpx.AsyncClient, world: World
) -> None:
    write_run(world, "DONE", "old", counts='{"contacts": 2, "told": 2, "held": 0, "failedContacts": 0}')
    write_run(world, "FAILED", "e2", error="FlightPulse.ContactsNotTold", attempts=3)
    write_run(world, "PARKED", "e3", "flight.cancelled")
    write_message(world, "n1")
    write_message(world, "n2", source="model")
    found = await board(client)
    by_id = {row["eventId"]: row for row in found["disruptions"]}
    assert (by_id["e2"]["state"], by_id["e2"]["attempt"], by_id["e2"]["told"]) == ("FAILED", 3, None)
    assert by_id["e2"]["reason"] == "FlightPulse.ContactsNotTold"
    assert (by_id["e3"]["state"], by_id["e3"]["kind"]) == ("PARKED", "cancellation")
    assert by_id["old"]["told"] == 2
    assert [row["notificationId"] for row in found["messages"]] == ["n2", "n1"]
    assert (found["operations"]["messages"], found["operations"]["templateShare"]) == (2, 0.5)


async def test_what_is_over_is_forgotten_after_an_hour_and_what_is_not_stays(world: World) -> None:
    app = world.app()
    write_run(world, "DONE", "over")
    write_run(world, "RUNNING", "open")
    write_message(world, "n1")
    async with Viewer(app) as viewer:
        await viewer.next("hello")
        world.wall.instant += HOUR + MINUTE
        write_flight(world, 2)
        await viewer.next("flight")
        found = json.loads(await app.state.services.board.snapshot(None))
    assert [row["eventId"] for row in found["disruptions"]] == ["open"]
    assert found["operations"]["messages"] == 0


async def test_all_who_look_at_once_cost_one_reading(client: httpx.AsyncClient, world: World) -> None:
    answers = await asyncio.gather(*(board(client) for _ in range(20)))
    assert len({json.dumps(one["flights"]) for one in answers}) == 1
    reads = world.table.reads
    assert reads["page ST"] == len(PUBLIC_STATUSES) * STATUS_SHARDS
    assert reads["get_many FLT"] == 1


@pytest.mark.parametrize("viewers", [1, 200])
async def test_two_hundred_viewers_read_no_more_than_one(world: World, viewers: int) -> None:
    app = world.app()
    hub = app.state.services.board.hub
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(Viewer(app)) for _ in range(viewers)]
        for ver in range(2, 8):
            write_flight(world, ver, gate=f"B{ver}")
            world.wall.instant += 1_000
            for viewer in opened:
                assert (await viewer.next("flight"))[1]["gate"] == f"B{ver}"
        assert hub.viewers == viewers
        # The hour before lies in two partitions of each shard, and after that each poll reads one.
        assert world.table.reads["page CHG"] == CHANGE_SHARDS * (2 + hub.polls)
        assert {name.split()[1] for name in world.table.reads} == {"CHG", "MBR"}
    assert hub.viewers == 0


async def test_nobody_watching_nothing_is_read(world: World) -> None:
    world.pace = type(world.pace)(poll=0.002, members=0.002, idle=0.0)
    async with Viewer(world.app()) as viewer:
        await viewer.next("hello")
    await asyncio.sleep(0.02)
    before = world.table.reads.total()
    await asyncio.sleep(0.05)
    assert world.table.reads.total() == before


async def test_a_day_with_more_flights_than_a_board_shows_says_so(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("services.api.live.days.MOST_FLIGHTS", 2)
    for number in range(3):
        world.table.put(flight(1, FlightKey.parse(f"UA-{number + 1:04}-2013-03-08-EWR-1")))
    transport = httpx.ASGITransport(world.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        found = await board(client)
    assert (len(found["flights"]), found["flightsLeftOut"]) == (2, 2)


async def test_a_date_that_is_none_is_a_problem(client: httpx.AsyncClient) -> None:
    for text in ("2013-02-30", "yesterday", "٢٠١٣-03-08"):
        problem(await client.get("/v1/board", params={"date": text}), 400, "invalid-filter")


async def test_frames_are_as_described(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        write_flight(world, 2)
        write_run(world, "RUNNING")
        write_message(world, "n1")
        for name, view in (
            ("flight", FlightRow),
            ("disruption", DisruptionRow),
            ("message", MessageRow),
            ("operations", OperationsRow),
        ):
            view.model_validate((await viewer.next(name))[1])
