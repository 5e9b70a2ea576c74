"""How a run is started again, and when it is parked."""

from __future__ import annotations

from typing import Any

import pytest

from services.core.awsio.blocking.bus import Receipt
from services.core.clock import MINUTE, format_instant, parse_instant
from services.core.errors import Permanent, Retryable
from services.core.table import keys
from services.messenger.sweeper.runs import RESTARTS, RunSweeper
from tests.fakes.bus import FakeBus
from tests.fakes.table import InMemoryTable
from tests.unit.messenger.sweeper_world import EVENT, INPUT, NOW, FakeWorkflows, World


def test_a_failed_run_is_started_again_with_its_own_input_under_a_new_name() -> None:
    world = World()
    item = world.run()

    assert world.sweep() == {"restarted": 1}

    assert world.workflows.started == [(item["machine"], f"{EVENT}-restart-1", INPUT)]
    stored = world.stored_run()
    assert (stored["status"], stored["restarts"]) == ("FAILED", 1), "the new execution claims a failed run"
    assert parse_instant(stored["due"]) == NOW + MINUTE


def test_a_run_that_was_just_started_again_is_left_alone_until_its_back_off_ends() -> None:
    world = World()
    world.run()

    assert world.sweep() == {"restarted": 1}
    assert world.sweep() == {}
    world.clock.instant += 2 * MINUTE
    assert world.sweep() == {"restarted": 1}
    assert parse_instant(world.stored_run()["due"]) == world.clock.instant + 2 * MINUTE


@pytest.mark.parametrize("status", ["DONE", "PARKED"])
def test_a_run_that_is_over_is_left_alone_even_when_the_index_lags(status: str) -> None:
    world = World()
    world.run(status=status)

    assert world.sweep() == {"skipped": 1}
    assert world.workflows.started == []


def test_a_running_run_is_started_again_only_past_its_lease() -> None:
    world = World()
    world.run(status="RUNNING", due=NOW + MINUTE)

    assert world.sweep() == {}
    world.clock.instant += 2 * MINUTE
    assert world.sweep() == {"restarted": 1}


def test_a_run_whose_index_row_is_older_than_the_item_is_skipped() -> None:
    world = World()
    item = world.run()
    item["due"] = format_instant(NOW + MINUTE)  # the workflow renewed its lease; the row still says otherwise
    world.table.put(item, {})

    assert world.sweep() == {"skipped": 1}


def test_two_sweepers_start_a_run_once() -> None:
    world = World()
    world.run()
    rival = RunSweeper(world.table, world.workflows, world.bus, world.clock)

    class Slow(InMemoryTable):
        def update(self, *args: Any) -> bool:
            rival.sweep(keys.run(EVENT).primary())
            return super().update(*args)

    slow = RunSweeper(Slow(world.table.items), world.workflows, world.bus, world.clock)

    assert slow.sweep(keys.run(EVENT).primary()) == "skipped"
    assert len(world.workflows.started) == 1


def test_after_five_restarts_a_run_is_parked_and_announced() -> None:
    world = World()
    world.run()

    for _ in range(RESTARTS):
        assert world.sweep() == {"restarted": 1}
        world.clock.instant = parse_instant(world.stored_run()["due"])
    assert world.sweep() == {"parked": 1}
    assert world.sweep() == {}

    assert len(world.workflows.started) == RESTARTS
    stored = world.stored_run()
    assert stored["status"] == "PARKED"
    assert not {"due", "GSI1PK", "GSI1SK"} & stored.keys()
    (event,) = world.bus.of("workflow.failed")
    assert event.source == "flightpulse.workflows"
    assert event.detail["asOf"] == "2013-03-08T11:05:00Z"
    assert event.detail["correlationId"] == "correlation-1"
    assert event.detail["data"]["execution"] == "execution-1"


def test_a_run_that_cannot_be_announced_as_parked_stays_due() -> None:
    world = World(bus=FakeBus(answer=lambda event: Receipt(event, failed="InternalFailure")))
    world.run(restarts=RESTARTS)

    assert world.sweep() == {"failed": 1}
    assert world.stored_run()["status"] == "FAILED"


def test_a_machine_that_is_gone_parks_the_run_at_once() -> None:
    world = World(
        workflows=FakeWorkflows(error=Permanent("start_execution failed: StateMachineDoesNotExist"))
    )
    world.run()

    assert world.sweep() == {"parked": 1}
    assert world.stored_run()["status"] == "PARKED"


def test_a_start_that_fails_costs_a_back_off_and_keeps_nobody_waiting() -> None:
    world = World(workflows=FakeWorkflows(error=Retryable("start_execution failed: ThrottlingException")))
    world.run()
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"failed": 1, "requested": 1}
    assert parse_instant(world.stored_run()["due"]) > NOW


@pytest.mark.parametrize(
    "wrong",
    [
        {"machine": None},
        {"restarts": "many"},
        {"due": "yesterday"},
        {"due": 7},
        {"restarts": RESTARTS, "input": "{"},
        {"restarts": RESTARTS, "input": "{}"},
        {"restarts": RESTARTS, "flightKey": None},
    ],
    ids=str,
)
def test_a_malformed_run_is_reported_and_keeps_no_other_run_and_no_message_waiting(
    wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    world = World()
    broken = {name: value for name, value in (world.run() | wrong).items() if value is not None}
    world.table.put(broken, {})
    world.run("0f0e0d0c-0000-5000-8000-000000000002", due=NOW - 1)
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"failed": 1, "restarted": 1, "requested": 1}
    assert [record.message for record in caplog.records] == ["run_not_swept"]


def test_a_run_whose_index_row_does_not_say_when_is_taken_on() -> None:
    world = World()
    world.run(GSI1SK="2012-12-32#RUN#nobody")

    assert world.sweep() == {"restarted": 1}
