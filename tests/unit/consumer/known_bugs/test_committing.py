"""What a commit carries when an assignment ends, and when only some partitions are done."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import pytest
from aiokafka import TopicPartition

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.records import Partition
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import PARTITION, Surroundings, record
from tests.unit.consumer.known_bugs.scenario import OTHER, Shown, needs

WIRE = [TopicPartition(*PARTITION), TopicPartition(*OTHER)]


class HighestSeen(Epoch):
    """Commits where receiving stands."""

    def to_commit(self, *, repeat: bool) -> dict[Partition, int]:
        seen = {one: tracker.next_offset for one, tracker in self._trackers.items()}
        return {one: offset for one, offset in seen.items() if offset is not None}


class PositionsOfAll(HighestSeen):
    """Acknowledging one record commits every position that was handed out."""


class NothingAtTheEnd(Assignment):
    """Gives the partitions away without a word."""

    async def finish(self, budget: float) -> None:
        if self.current is not None:
            await self._end(self.current)


Members = tuple[InMemoryGroup, Assignment]
Begin = Callable[[], Members]


def begins(epoch: type[Epoch] = Epoch, assignment: type[Assignment] = Assignment) -> Begin:
    """A member of the group that makes epochs of this kind."""

    def begin() -> Members:
        group = InMemoryGroup({PARTITION: 0, OTHER: 0})
        committer = Committer(group, Metrics(), timeout=1.0, time=time.monotonic)
        member = assignment(group, committer, Metrics(), drain_budget=0.02)
        return group, _OfKind.of(member, epoch)

    return begin


class _OfKind:
    @staticmethod
    def of(member: Assignment, kind: type[Epoch]) -> Assignment:
        real = member.on_partitions_assigned

        async def swap(assigned: Iterable[TopicPartition]) -> None:
            await real(assigned)
            if member.current is not None and kind is not Epoch:
                # Only a copy with a bug is swapped in; nothing of the epoch has been used yet.
                member._current = Lanes(kind(1, dict(member.current.epoch._assigned)))

        member.on_partitions_assigned = swap  # type: ignore[method-assign]
        return member


async def commit_of_highest_seen_on_revoke_loses(begin: Begin) -> None:
    """confluentinc/parallel-consumer 826 and 827: the last commit of a revoke takes what was only seen."""
    group, member = begin()
    lanes = await _opened(member)
    _finish(lanes, PARTITION, 0)
    _hang(lanes, PARTITION, 1)
    await asyncio.sleep(0.01)
    await member.on_partitions_revoked(WIRE)
    needs(group.offsets[PARTITION] == 1, f"{group.offsets[PARTITION]} committed, and 1 was never done")


async def ack_commits_other_partitions_of_a_failed_batch(begin: Begin) -> None:
    """faststream 2618: what is handled of one partition commits what failed of another."""
    group, member = begin()
    lanes = await _opened(member)
    _hang(lanes, OTHER, 0)
    _finish(lanes, PARTITION, 0)
    await asyncio.sleep(0.01)
    await member.commit()
    await lanes.end()
    needs(group.offsets[PARTITION] == 1, "what is done is committed")
    needs(group.offsets[OTHER] == 0, "the failed record of the other partition is committed over")


async def reprocessed_on_scale_out(begin: Begin) -> None:
    """robinhood/faust 502: the next owner does again what was done and not committed."""
    group, member = begin()
    lanes = await _opened(member)
    for offset in range(5):
        _finish(lanes, PARTITION, offset)
    await asyncio.sleep(0.01)
    await member.on_partitions_revoked(WIRE)
    needs(group.offsets[PARTITION] == 5, f"the next owner begins at {group.offsets[PARTITION]}")


Scenario = Callable[[Begin], Coroutine[Any, Any, None]]
BUGS: dict[Scenario, Begin] = {
    commit_of_highest_seen_on_revoke_loses: begins(HighestSeen),
    ack_commits_other_partitions_of_a_failed_batch: begins(PositionsOfAll),
    reprocessed_on_scale_out: begins(assignment=NothingAtTheEnd),
}


@pytest.mark.parametrize("scenario", BUGS, ids=lambda one: one.__name__)
async def test_ours_has_it_not_and_the_copy_has(scenario: Scenario) -> None:
    await scenario(begins())
    with pytest.raises(Shown):
        await scenario(BUGS[scenario])


async def _opened(member: Assignment) -> Lanes:
    await member.on_partitions_assigned(WIRE)
    assert member.current is not None
    return member.current


def _finish(lanes: Lanes, partition: Partition, offset: int) -> None:
    async def do() -> None:
        await asyncio.sleep(0)

    _submit(lanes, Errand(record(offset, partition=partition), do))


def _hang(lanes: Lanes, partition: Partition, offset: int) -> None:
    _submit(lanes, Errand(record(offset, partition=partition), asyncio.Event().wait))  # type: ignore[arg-type]


def _submit(lanes: Lanes, errand: Errand) -> None:
    lanes.epoch.receive(errand.record)
    lanes.submit(errand.record, lambda: ErrandLane(lanes.epoch, Surroundings().tools()), errand)
