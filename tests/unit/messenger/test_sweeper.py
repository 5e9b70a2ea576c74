"""The sweeper: what is due by which clock, how a run is started again, and when it is parked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.clock import HOUR, MINUTE, Instant, format_instant, parse_instant
from services.core.errors import Permanent, Retryable
from services.core.table import keys
from services.messenger.ports import Item
from services.messenger.request import BadRequest, parse_request
from services.messenger.sweep import business_now
from services.messenger.sweeper.runs import RESTARTS, RunSweeper
from services.messenger.sweeper.sweep_all import LOOKS_PER_SHARD, RUNS_PER_SHARD, Sweeper
from services.messenger.sweeper.work_list import Times
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, AS_OF, FLIGHT, FixedClock
from tests.fakes.table import InMemoryTable

NOW = FixedClock().now()
OTHER_FLIGHT = "UA-0209-2013-03-08-EWR-1"
"""Another shard than FLIGHT, and one that a walk through all of them comes to first."""
EVENT = "0f0e0d0c-0000-5000-8000-000000000001"
INPUT = json.dumps({"source": "flightpulse.consumer", "detail": {"asOf": "2013-03-08T11:05:00Z"}})


@dataclass(slots=True)
class FakeWorkflows:
    """Remembers what was started, or fails."""

    started: list[tuple[str, str, str]] = field(default_factory=list)
    error: Exception | None = None

    def start(self, machine: str, name: str, payload: str) -> None:
        if self.error:
            raise self.error
        self.started.append((machine, name, payload))


@dataclass(slots=True)
class World:
    """A sweeper and everything around it."""

    table: InMemoryTable = field(default_factory=InMemoryTable)
    bus: FakeBus = field(default_factory=FakeBus)
    workflows: FakeWorkflows = field(default_factory=FakeWorkflows)
    clock: FixedClock = field(default_factory=FixedClock)
    sweeper: Sweeper = field(init=False)

    def __post_init__(self) -> None:
        runs = RunSweeper(self.table, self.workflows, self.bus, self.clock)
        self.sweeper = Sweeper(self.table, self.bus, runs)

    def sweep(
        self, business: Instant | None = None, seconds_left: Callable[[], float] = lambda: 60.0
    ) -> dict[str, int]:
        counts = self.sweeper.sweep(Times(self.clock.now(), business), business, seconds_left)
        return {name: count for name, count in counts.items() if count}

    def run(self, event_id: str = EVENT, **changes: Any) -> Item:
        """Puts a RUN item as the workflow writes it: its own shard rule, sort key without META."""
        due = changes.pop("due", NOW - MINUTE)
        item: Item = {
            **keys.run(event_id).primary(),
            "type": "run",
            "eventId": event_id,
            "flightKey": FLIGHT,
            "correlationId": "correlation-1",
            "machine": "arn:aws:states:us-east-1:000000000000:stateMachine:delay",
            "input": INPUT,
            "status": "FAILED",
            "execution": "execution-1",
            "attempts": 1,
            "due": format_instant(due),
            "GSI1PK": "DUE#0",
            "GSI1SK": f"{format_instant(due)}#RUN#{event_id}",
        } | changes
        self.table.put(item, {})
        return item

    def stored_run(self) -> Item:
        key = keys.run(EVENT)
        item = self.table.get(key.pk, key.sk)
        assert item is not None
        return item

    def asked_for(self) -> set[str]:
        return {event.detail["contactId"] for event in self.bus.of("notification.requested")}

    def told(self, due: Instant, status: str, contact_id: str = ANN, flight: str = FLIGHT) -> None:
        key = keys.told(flight, contact_id)
        self.table.put(
            {
                **key.primary(),
                **keys.due(key, due).gsi1(),
                "type": "told",
                "flightKey": flight,
                "contactId": contact_id,
                "status": status,
                "n": 1,
            },
            {},
        )


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


def test_a_malformed_message_keeps_no_other_waiting(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    key = keys.told(FLIGHT, "0" * 32)
    world.table.put({**key.primary(), **keys.due(key, NOW - 2).gsi1(), "type": "told", "n": 1}, {})
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"failed": 1, "requested": 1}
    assert [record.message for record in caplog.records] == ["look_not_requested"]


def test_a_message_left_pending_becomes_a_request_that_the_messenger_takes() -> None:
    world = World()
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"requested": 1}
    assert world.sweep() == {"requested": 1}

    first, second = world.bus.events
    assert first == second, "swept twice, it is one request"
    assert first.source == "flightpulse.sweeper"
    request = parse_request({"detail-type": first.detail_type, "detail": first.detail})
    assert (request.contacts, request.reason, request.as_of) == ((ANN,), "due", None)


def test_a_lease_ends_by_the_wall_clock_and_a_hold_by_the_minute_of_the_replay() -> None:
    world = World()
    world.told(NOW + MINUTE, "PENDING", "1" * 32)
    world.told(AS_OF + MINUTE, "HELD", "2" * 32)

    assert world.sweep(business=AS_OF) == {}
    assert world.sweep(business=AS_OF + MINUTE) == {"requested": 1}
    (event,) = world.bus.events
    assert event.detail["contactId"] == "2" * 32
    assert event.detail["asOf"] == format_instant(AS_OF + MINUTE)


def test_a_replay_ahead_of_the_wall_clock_ends_no_lease_early() -> None:
    world = World()
    world.told(NOW + MINUTE, "PENDING")

    assert world.sweep(business=NOW + 2 * MINUTE) == {}


def test_a_replay_whose_minute_is_unknown_releases_no_hold() -> None:
    world = World()
    world.told(AS_OF, "HELD")

    assert world.sweep(business=None) == {}


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
