"""Whatever stays due, and however short the time: nothing keeps another thing waiting."""

from __future__ import annotations

import pytest

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.clock import HOUR, MINUTE
from services.core.table import keys
from services.messenger.request import BadRequest
from services.messenger.sweep import business_now
from services.messenger.sweeper.runs import RESTARTS
from services.messenger.sweeper.sweep_all import LOOKS_PER_SHARD, RUNS_PER_SHARD
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, AS_OF
from tests.unit.messenger.sweeper_world import NOW, OTHER_FLIGHT, World


def test_messages_that_stay_due_block_no_run_no_other_shard_and_not_each_other() -> None:
    world = World()
    crowd = [f"{number:032x}" for number in range(600)]
    for contact in crowd:
        world.told(NOW - HOUR, "PENDING", contact, OTHER_FLIGHT)
    world.told(NOW - 1, "PENDING", ANN)
    world.run(GSI1PK=keys.due_pk(3))

    assert world.sweep() == {"restarted": 1, "requested": LOOKS_PER_SHARD + 1}
    assert ANN in world.asked_for()
    for _ in range(4):
        assert world.sweep() == {"requested": LOOKS_PER_SHARD + 1}

    assert world.asked_for() == {ANN, *crowd}, "each turn goes on where the one before ended, and round again"


def test_a_turn_that_ended_past_what_is_due_now_begins_anew() -> None:
    world = World()
    for number in range(LOOKS_PER_SHARD):
        world.told(NOW + HOUR, "HELD", f"{number:032x}")
    assert world.sweep(business=NOW + 2 * HOUR) == {"requested": LOOKS_PER_SHARD}
    world.told(NOW - 1, "PENDING")

    assert world.sweep(business=NOW) == {"requested": 1}


def test_runs_that_cannot_be_parked_block_no_other_run() -> None:
    world = World(bus=FakeBus(answer=lambda event: Receipt(event, failed="InternalFailure")))
    for number in range(RUNS_PER_SHARD):
        world.run(f"stuck-{number:02}", due=NOW - HOUR, restarts=RESTARTS)
    world.run()

    assert world.sweep() == {"failed": RUNS_PER_SHARD}
    assert world.sweep() == {"restarted": 1, "failed": RUNS_PER_SHARD - 1}


def test_sweeps_that_run_out_of_time_still_come_to_every_shard_and_row() -> None:
    world = World()
    for contact in ("1" * 32, "2" * 32):
        world.told(NOW - HOUR, "PENDING", contact)
        world.told(NOW - HOUR, "PENDING", contact[:-1] + "f", OTHER_FLIGHT)

    for _ in range(2 * keys.DUE_SHARDS):
        left = iter((60.0, 0.0))
        assert world.sweep(seconds_left=left.__next__) == {"requested": 1}
        world.clock.instant += MINUTE

    assert len(world.asked_for()) == 4


def test_a_sweep_without_time_left_begins_nothing() -> None:
    world = World()
    world.run()

    assert world.sweep(seconds_left=lambda: 5.0) == {}
    assert world.workflows.started == []


def test_requests_that_the_bus_does_not_take_are_counted_as_failed() -> None:
    def answer(event: BusEvent) -> Receipt:
        return Receipt(event, failed="InternalFailure")

    world = World(bus=FakeBus(answer=answer))
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"failed": 1}


def test_the_payload_may_name_the_minute_of_a_replay() -> None:
    assert business_now({}) is None
    assert business_now({"detail-type": "Scheduled Event"}) is None
    assert business_now({"now": "2013-03-08T11:05:00Z"}) == AS_OF
    with pytest.raises(BadRequest, match="now must be an RFC 3339 time"):
        business_now({"now": 7})
