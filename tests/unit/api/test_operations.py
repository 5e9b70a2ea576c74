"""The row of figures: what the members say together, and the duty to give notice."""

import json
from typing import Any

import pytest

from services.api.live.memory import Memory
from services.api.live.operations import notice_duty, operations
from services.core.clock import MINUTE, format_instant
from services.core.contracts import detail_types as types
from services.core.table.member_item import ALIVE_SECONDS, Member
from tests.unit.api.changing import write_flight, write_run
from tests.unit.api.viewer import Viewer
from tests.unit.api.world import NOW, WALL, World

BOUNDS = (0.1, 0.2, 1.0)


def member(name: str, at: int = WALL, lag: int = 3, visible: tuple[int, ...] = (0, 0, 0, 0)) -> Member:
    return Member(name, at, lag, lag / 2, 1, BOUNDS, visible)


def row(*members: Member, memory: Memory | None = None) -> dict[str, Any]:
    return operations(memory or Memory(0), members, WALL, NOW)


def test_members_are_taken_together() -> None:
    found = row(member("a", visible=(50, 0, 0, 0)), member("b", lag=5, visible=(0, 40, 9, 1)))
    assert (found["consumers"], found["lagRecords"], found["lagSeconds"]) == (2, 8, 2.5)
    assert found["deadLetters"] == 2
    # Of 100 records 50 took 100 ms at most; the 99th lies at the end of those up to a second.
    assert (found["endToEndP50Ms"], found["endToEndP99Ms"]) == (100.0, 1000.0)


def test_within_a_bucket_it_is_in_proportion_and_above_the_last_its_bound() -> None:
    assert row(member("a", visible=(0, 100, 0, 0)))["endToEndP50Ms"] == 150.0
    assert row(member("a", visible=(0, 0, 0, 9)))["endToEndP50Ms"] == 1000.0


def test_a_member_that_says_nothing_any_more_is_none() -> None:
    gone = member("a", at=WALL - ALIVE_SECONDS * 1000 - 1)
    assert row(gone, member("b", lag=5))["lagRecords"] == 5
    nobody = row(gone)
    assert nobody["consumers"] == 0
    for name in (
        "lagRecords",
        "lagSeconds",
        "endToEndP50Ms",
        "endToEndP99Ms",
        "deadLetters",
        "templateShare",
    ):
        assert nobody[name] is None


def test_members_of_two_releases_with_other_buckets_are_not_mixed() -> None:
    old = Member("old", WALL, 0, 0.0, 0, (0.1,), (7, 0))
    assert row(old, member("new", visible=(0, 4, 0, 0)))["endToEndP50Ms"] == 150.0


async def test_a_member_is_on_the_board_as_its_item_says(world: World) -> None:
    world.table.put(member("a", lag=7, visible=(1, 0, 0, 0)).item())
    async with Viewer(world.app()) as viewer:
        found = (await viewer.next("operations"))[1]
        assert (found["consumers"], found["lagRecords"], found["endToEndP50Ms"]) == (1, 7, 50.0)
        world.table.put(member("a", lag=9).item())
        assert (await viewer.next("operations"))[1]["lagRecords"] == 9


@pytest.mark.parametrize(
    ("status", "detail_type", "delay", "owed"),
    [
        ("RUNNING", types.FLIGHT_CANCELLED, None, True),
        ("FAILED", types.FLIGHT_DIVERTED, None, True),
        ("PARKED", types.FLIGHT_CANCELLED, None, True),
        ("DONE", types.FLIGHT_CANCELLED, None, False),
        ("RUNNING", types.FLIGHT_GATE_CHANGED, None, False),
        ("RUNNING", types.FLIGHT_DELAY_CLEARED, None, False),
        # 49 minutes late, or not known here.
        ("RUNNING", types.FLIGHT_DELAYED, 49, True),
        ("RUNNING", types.FLIGHT_DELAYED, None, True),
        ("RUNNING", types.FLIGHT_DELAYED, 20, False),
    ],
)
def test_the_duty_is_to_tell_of_cancellations_diversions_and_long_delays(
    world: World, status: str, detail_type: str, delay: int | None, owed: bool
) -> None:
    memory = Memory(0)
    if delay is not None:
        flight = write_flight(world, 2)
        flight["shown"] = json.dumps({**json.loads(flight["shown"]), "delayMinutes": delay})
        memory.take(flight)
    memory.take(write_run(world, status, detail_type=detail_type, aware=NOW - 31 * MINUTE))
    expected = (
        {"open": 1, "oldestMinutes": 31, "late": 1} if owed else {"open": 0, "oldestMinutes": None, "late": 0}
    )
    assert notice_duty(memory, NOW) == {"limitMinutes": 30, **expected}


async def test_in_a_replay_the_duty_runs_by_the_time_of_the_day_that_is_replayed(world: World) -> None:
    world.clock = None
    app = world.app()
    write_run(world, "RUNNING", detail_type=types.FLIGHT_CANCELLED, aware=NOW - 12 * MINUTE)
    before = json.loads(await app.state.services.board.snapshot(None))["operations"]["noticeDuty"]
    assert (before["open"], before["oldestMinutes"]) == (0, None)  # no flight has said what time it is
    write_flight(world, 2)
    async with Viewer(app) as viewer:
        await viewer.next("flight")
        board = json.loads(await app.state.services.board.snapshot(None))
    after = board["operations"]["noticeDuty"]
    assert board["operations"]["asOf"] == board["asOf"] == format_instant(NOW)
    assert (after["open"], after["oldestMinutes"], after["late"]) == (1, 12, 0)
