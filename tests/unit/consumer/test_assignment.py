"""An epoch per assignment: opened by reading, ended by a bounded drain and a last commit."""

import asyncio
import time

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.errors import CommitFenced
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.records import Partition
from services.consumer.retry import Backoff
from services.consumer.runs import Runs
from services.consumer.suspicion import PastRun
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import PARTITION, Surroundings, failing, record, rounds
from tests.unit.consumer.test_suspicion import Kept

WIRE = [TopicPartition(*PARTITION)]


@pytest.fixture
def group() -> InMemoryGroup:
    return InMemoryGroup({PARTITION: 5})


@pytest.fixture
def assignment(group: InMemoryGroup) -> Assignment:
    committer = Committer(group, Metrics(), timeout=1.0, time=time.monotonic)
    return Assignment(group, committer, Metrics(), drain_budget=0.2)


async def opened(assignment: Assignment) -> Lanes:
    await assignment.on_partitions_assigned(WIRE)
    lanes = assignment.current
    assert lanes is not None
    return lanes


def work(lanes: Lanes, offset: int, until: asyncio.Event) -> None:
    async def do() -> None:
        await until.wait()

    lanes.epoch.receive(record(offset))
    lanes.submit(offset, lambda: ErrandLane(lanes.epoch, Surroundings().tools()), Errand(record(offset), do))


async def test_an_assignment_opens_an_epoch_with_what_is_committed(assignment: Assignment) -> None:
    lanes = await opened(assignment)
    assert lanes.epoch.committed(PARTITION) == 5
    assert lanes.epoch.tracker(PARTITION).next_offset == 5


async def test_a_reading_that_fails_is_repeated_not_dropped(
    group: InMemoryGroup, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | Exception] = [KafkaConnectionError("gone"), 5]

    async def committed(_: Partition) -> int:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(group, "committed", committed)
    monkeypatch.setattr("services.consumer.assignment.Backoff", lambda: Backoff(0.0, 0.0))
    assert (await opened(assignment)).epoch.committed(PARTITION) == 5


async def test_before_the_first_join_a_revoke_returns_at_once(assignment: Assignment) -> None:
    async with asyncio.timeout(0.05):
        await assignment.on_partitions_revoked([])


async def test_a_revoke_lets_what_has_begun_end_and_commits_it(
    group: InMemoryGroup, assignment: Assignment
) -> None:
    lanes = await opened(assignment)
    until = asyncio.Event()
    work(lanes, 5, until)
    await rounds(3)
    revoked = asyncio.create_task(assignment.on_partitions_revoked(WIRE))
    await rounds(3)
    assert not lanes.epoch.is_open
    until.set()
    await revoked
    assert group.offsets[PARTITION] == 6
    assert lanes.epoch.is_closed
    assert assignment.current is None


async def test_a_drain_is_bounded_and_what_did_not_end_is_not_committed(
    group: InMemoryGroup, assignment: Assignment
) -> None:
    lanes = await opened(assignment)
    never = asyncio.Event()
    at_once = asyncio.Event()
    at_once.set()
    work(lanes, 5, at_once)
    work(lanes, 6, never)
    await rounds(3)
    async with asyncio.timeout(1.0):
        await assignment.on_partitions_revoked(WIRE)
    assert group.offsets[PARTITION] == 6
    assert lanes.running == 0, "no task of the epoch is left"


async def test_a_fenced_commit_ends_the_epoch_and_its_offsets_for_good(
    group: InMemoryGroup, assignment: Assignment
) -> None:
    lanes = await opened(assignment)
    lanes.epoch.receive(record(5))
    lanes.epoch.complete(record(5))

    def fenced() -> None:
        raise CommitFenced("rebalanced")

    group.faults = [fenced]
    await assignment.commit()
    assert assignment.current is None
    await assignment.on_partitions_revoked(WIRE)
    await opened(assignment)
    await assignment.commit()
    assert len(group.calls) == 1


async def test_a_new_epoch_knows_nothing_of_the_old_one(assignment: Assignment) -> None:
    first = await opened(assignment)
    first.epoch.receive(record(5))
    await assignment.on_partitions_revoked(WIRE)
    second = await opened(assignment)
    first.epoch.complete(record(5))
    assert second is not first
    assert second.epoch.number == first.epoch.number + 1
    assert second.epoch.tracker(PARTITION).held == 0


async def test_an_end_that_is_committed_closes_the_runs_a_fenced_one_does_not(
    group: InMemoryGroup,
) -> None:
    """What a fenced member wrote would stand over the marks of whoever owns the partitions now."""
    committer = Committer(group, Metrics(), timeout=1.0, time=time.monotonic)
    kept = Kept()
    assignment = Assignment(group, committer, Metrics(), 0.2, Runs(kept, lambda _: 10, "one"))
    await opened(assignment)
    assert kept.runs == {PARTITION: PastRun(is_open=True, owner="one")}
    await assignment.on_partitions_revoked(WIRE)
    assert kept.runs == {PARTITION: PastRun()}

    lanes = await opened(assignment)
    lanes.epoch.receive(record(5))
    lanes.epoch.complete(record(5))
    group.faults.append(failing(CommitFenced("another generation")))
    await assignment.on_partitions_revoked(WIRE)
    assert kept.runs == {PARTITION: PastRun(is_open=True, owner="one")}
