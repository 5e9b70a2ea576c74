"""The stream: nothing is lost between a snapshot and it, in order, and it ends when it has to."""

import asyncio
import time
from dataclasses import replace

import httpx
import pytest

from services.api.auth.callers import Callers
from services.api.auth.key_set import KeySet
from services.api.auth.key_sources import NoKeys
from services.api.auth.policy import rule_of
from services.api.auth.principal import DEVELOPER
from services.api.auth.tokens import LEEWAY_SECONDS, Tokens
from services.api.live.feed import FAR, NEAR
from services.api.live.stream import chunks
from services.core.awsio.errors import Throttled
from services.core.clock import HOUR, MINUTE
from services.core.contracts.scopes import Scope
from tests.fakes.issuer import SETTINGS, Issuer
from tests.unit.api.changing import write_flight, write_message, write_run
from tests.unit.api.viewer import Viewer
from tests.unit.api.world import World


async def snapshot(app: object) -> dict[str, object]:
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/v1/board?date=2013-03-08")
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found


@pytest.mark.parametrize("read_before", [False, True], ids=["read after", "read before the viewer came"])
@pytest.mark.parametrize("late", [0, NEAR, FAR - 1])
async def test_what_is_written_between_a_snapshot_and_the_stream_is_not_lost(
    world: World, late: int, read_before: bool
) -> None:
    app = world.app()
    position = str((await snapshot(app))["position"])
    read = asyncio.Event()
    app.state.services.board.hub.listeners.append(lambda shown: read.set() if shown else None)
    # The handler took the item's time before the snapshot, and only now is it there.
    write_flight(world, 2, at=world.wall.now() - late, gate="B7")
    world.wall.instant += 3_000
    if read_before:
        await asyncio.wait_for(read.wait(), 5)
    async with Viewer(app, position) as viewer:
        assert (await viewer.next())[:2] == ("hello", {"resumed": True, "heartbeatSeconds": 15})
        name, row, identity = await viewer.next("flight")
        assert (name, row["version"], row["gate"], row["changes"]) == ("flight", 2, "B7", ["gate"])
        assert identity is not None


async def test_changes_come_as_they_happen_and_in_order(world: World) -> None:
    async with Viewer(world.app(), query={"position": "0"}) as viewer:
        assert viewer.headers["content-type"].startswith("text/event-stream")
        assert viewer.headers["cache-control"] == "no-store"
        assert (await viewer.next())[1]["resumed"] is False
        write_flight(world, 2, gate="B1")
        assert (await viewer.next("flight"))[1]["gate"] == "B1"
        write_run(world, "RUNNING")
        write_run(world, "DONE", counts='{"contacts": 4, "told": 3, "held": 1, "failedContacts": 0}')
        running, done = [(await viewer.next("disruption"))[1] for _ in range(2)]
        assert (running["state"], running["told"], running["kind"]) == ("RUNNING", None, "delay")
        assert (done["state"], done["contacts"], done["told"], done["held"]) == ("DONE", 4, 3, 1)
        write_message(world, "n1")
        assert (await viewer.next("message"))[1]["notificationId"] == "n1"


async def test_an_older_version_that_comes_late_is_not_shown(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        write_flight(world, 5, gate="B5")
        await viewer.next("flight")
        world.wall.instant += 1
        write_flight(world, 4, gate="B4")
        write_flight(world, 6, gate="B6")
        assert (await viewer.next("flight"))[1]["gate"] == "B6"


async def test_a_run_that_is_told_of_again_does_not_begin_anew(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        first = write_run(world, "RUNNING")
        write_run(world, "DONE")
        for state in ("RUNNING", "DONE"):
            assert (await viewer.next("disruption"))[1]["state"] == state
        sk = first["SK"].partition("#")[2]
        world.table.put({**first, "SK": f"2026-11-18T11:06:41.000Z#{sk}"})
        write_run(world, "RUNNING", "e2")
        assert (await viewer.next("disruption"))[1]["eventId"] == "e2"


async def test_a_message_that_is_told_of_twice_is_one(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        for identity in ("n1", "n1", "n2"):
            write_message(world, identity)
            world.wall.instant += 1
        found = [(await viewer.next("message"))[1]["notificationId"] for _ in range(2)]
        assert found == ["n1", "n2"]


async def test_a_reader_goes_on_from_its_last_id_in_another_process(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        write_flight(world, 2, gate="B2")
        identity = (await viewer.next("flight"))[2]
    world.wall.instant += 2 * MINUTE
    write_flight(world, 3, gate="B3")
    async with Viewer(world.app(), identity) as again:
        assert (await again.next())[1]["resumed"] is True
        # The newest of the flight, and not every step in between.
        assert (await again.next("flight"))[1]["gate"] == "B3"


@pytest.mark.parametrize("position", ["0", "-5", "soon", "9" * 14, "9" * 40, ""])
async def test_a_position_that_is_not_known_needs_a_new_snapshot(world: World, position: str) -> None:
    async with Viewer(world.app(), position) as viewer:
        assert (await viewer.next())[1]["resumed"] is False


async def test_a_position_older_than_the_feed_needs_a_new_snapshot(world: World) -> None:
    position = str((await snapshot(world.app()))["position"])
    world.wall.instant += HOUR
    async with Viewer(world.app(), position) as viewer:
        assert (await viewer.next())[1]["resumed"] is False


async def test_a_reader_that_is_too_slow_is_told_to_begin_anew(world: World) -> None:
    app = world.app()
    async with Viewer(app, slow=True) as slow, Viewer(app) as quick:
        hub = app.state.services.board.hub
        for one in hub._viewers:
            one._most = 2_000
        for ver in range(2, 30):
            write_flight(world, ver, gate=f"B{ver}")
            assert (await quick.next("flight"))[1]["version"] == ver
        slow.read_on()
        last = (await slow.ended())[-1]
        assert last[:2] == ("reset", {"reason": "the reader was too slow"})
        assert hub.viewers == 1


async def test_a_quiet_stream_has_a_heartbeat(world: World) -> None:
    hub = world.app().state.services.board.hub
    await hub.ready()
    found = chunks(hub, None, None, heartbeat_seconds=0.02)
    heard = [await anext(found) for _ in range(4)]
    await found.aclose()
    assert heard[0] == b"retry: 2000\n\n"
    assert b": heartbeat\n\n" in heard
    assert hub.viewers == 0


async def test_a_stream_ends_with_its_token(world: World) -> None:
    app, clock = world.app(), [100.0]
    hub = app.state.services.board.hub
    await hub.ready()
    found = chunks(hub, None, 130.0, heartbeat_seconds=0.01, now=lambda: clock[0])
    heard = b"".join([await anext(found) for _ in range(3)])
    assert b"event: hello" in heard
    clock[0] = 131.0
    assert [chunk async for chunk in found if b"heartbeat" not in chunk] == []
    assert hub.viewers == 0
    ending = replace(DEVELOPER, good_until=time.time() + 0.2)
    callers = Callers(Tokens(KeySet(NoKeys()), SETTINGS), ending)
    app.state.services = replace(app.state.services, callers=callers)
    async with Viewer(app) as viewer:
        await viewer.ended()


async def test_a_token_says_until_when_it_is_good() -> None:
    issuer = Issuer()
    exp = int(time.time()) + 300
    caller = await issuer.callers().admitted(
        f"Bearer {issuer.token([Scope.FLIGHTS_READ], exp=exp)}", rule_of("GET", "/v1/stream")
    )
    assert caller is not None
    assert caller.good_until == exp + LEEWAY_SECONDS


async def test_nobody_watches_without_a_token_where_one_is_needed(world: World) -> None:
    world.anonymous = None
    async with Viewer(world.app()) as viewer:
        assert viewer.status == 401


async def test_streams_end_when_the_service_does(world: World) -> None:
    app = world.app()
    async with Viewer(app) as viewer:
        await viewer.next("hello")
        await app.state.services.board.hub.close()
        assert [frame[0] for frame in await viewer.ended()] in ([], ["operations"])
    async with Viewer(app) as late:
        assert late.status == 503


async def test_a_table_that_fails_for_a_while_costs_time_and_no_change(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        await viewer.next("hello")
        world.table.failure = Throttled("Slow")
        await asyncio.sleep(0.03)
        write_flight(world, 2, gate="B2")
        world.wall.instant += 30_000
        world.table.failure = None
        assert (await viewer.next("flight"))[1]["gate"] == "B2"


async def test_a_table_that_fails_for_too_long_ends_the_stream(world: World) -> None:
    async with Viewer(world.app()) as viewer:
        await viewer.next("hello")
        world.table.failure = Throttled("Slow")
        world.wall.instant += HOUR
        assert (await viewer.ended())[-1][0] == "reset"


async def test_a_table_that_does_not_answer_at_first_is_a_503(world: World) -> None:
    world.table.failure = Throttled("Slow")
    async with Viewer(world.app()) as viewer:
        assert viewer.status == 503


async def test_a_bug_in_the_feed_ends_streams_and_the_next_viewer_starts_it_again(world: World) -> None:
    app = world.app()
    async with Viewer(app) as viewer:
        await viewer.next("hello")
        place = {"PK": "CHG#2026-11-18T11:00:00Z#0", "SK": "2026-11-18T11:06:41.000Z#1#x"}
        world.table.put({**place, "flightKey": "x", "shown": '{"type":"runChange"}'})
        assert (await viewer.ended())[-1][:2] == ("reset", {"reason": "the board failed"})
