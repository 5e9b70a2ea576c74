"""Assignments that end before anything was handed out, that come in storms, or during a fetch."""

import asyncio
import time
from collections.abc import Iterable

import pytest
from aiokafka import TopicPartition

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.gate import Gate
from services.consumer.intake import Intake
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.records import Record
from tests.fakes.consumer_kafka import InMemoryGroup, ScriptedSource
from tests.unit.consumer.building import PARTITION, record
from tests.unit.consumer.known_bugs.scenario import Scenario, needs, only_the_copy_has_it

WIRE = [TopicPartition(*PARTITION)]
BUDGET = 0.3


class WaitsTheDeadline(Assignment):
    """Waits for an end of work that was never begun."""

    async def finish(self, budget: float) -> None:
        lanes = self.current
        if lanes is not None and not lanes.running:
            await asyncio.sleep(budget)
        await super().finish(budget)


class NotAllowedTwice(Assignment):
    """Takes its own lock for the whole of a rebalance, and so does whoever closes it."""

    _lock: asyncio.Lock

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        self._lock = getattr(self, "_lock", asyncio.Lock())
        await self._lock.acquire()
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        await super().on_partitions_assigned(assigned)
        if hasattr(self, "_lock") and self._lock.locked():
            self._lock.release()

    async def finish(self, budget: float) -> None:
        if hasattr(self, "_lock") and self._lock.locked() and self.current is None:
            async with self._lock:
                await super().finish(budget)
        else:
            await super().finish(budget)


def _member(kind: type[Assignment]) -> Assignment:
    group = InMemoryGroup({PARTITION: 0})
    return kind(group, Committer(group, Metrics(), timeout=1.0, time=time.monotonic), Metrics(), BUDGET)


async def assigned_and_revoked_before_anything_waits_the_deadline(kind: type[Assignment]) -> None:
    """zio-kafka 1575: a partition that came and went before a record was handed out."""
    member = _member(kind)
    await member.on_partitions_assigned(WIRE)
    began = time.monotonic()
    await member.on_partitions_revoked(WIRE)
    took = time.monotonic() - began
    needs(took < BUDGET / 2, f"the group waited {took:.2f} s for nothing")


async def close_in_rebalance_storm(kind: type[Assignment]) -> None:
    """confluentinc/parallel-consumer 787: it cannot be closed while assignments come and go."""
    member = _member(kind)
    for _ in range(20):
        await member.on_partitions_assigned(WIRE)
        await member.on_partitions_revoked(WIRE)
    closing = asyncio.create_task(member.finish(BUDGET))  # between an end and the next beginning
    done, _ = await asyncio.wait([closing], timeout=2 * BUDGET)
    closing.cancel()
    needs(bool(done), "the storm keeps it from closing")
    needs(member.current is None, "an epoch outlives the close")


class TakesWhatCameLate(Intake):
    """Takes a fetch into whatever epoch there is when it ends."""

    async def _turn(self) -> None:
        lanes = self._assignment.current
        if lanes is None:
            await self._pause(0.001)
            return
        records = await self._fetch(list(lanes.epoch.partitions))
        now = self._assignment.current
        for one in records:
            self._take(now or lanes, one)


async def fetched_before_taken_after(kind: type[Intake]) -> None:
    """smallrye 1403: what an eager rebalance left in a fetch comes into the new epoch out of its turn.

    The group was reset to 3 meanwhile; records from 0 on are no business of the new epoch, and those it does
    hold would come twice.
    """

    class Assigned:
        current: Lanes | None = Lanes(Epoch(1, {PARTITION: 0}))

    assigned, taken = Assigned(), list[tuple[int, int]]()

    def take(lanes: Lanes, one: Record) -> None:
        lanes.epoch.receive(one)
        taken.append((lanes.epoch.number, one.offset))

    source = ScriptedSource({PARTITION: [record(number) for number in range(6)]})
    source.during.append(lambda: setattr(assigned, "current", Lanes(Epoch(2, {PARTITION: 3}))))
    intake = kind(source, assigned, Gate(), take, lambda: None)  # type: ignore[arg-type]
    running = asyncio.create_task(intake.run())
    await asyncio.sleep(0.05)
    intake.stop()
    await running
    needs(taken == [(2, 3), (2, 4), (2, 5)], f"taken: {taken}")


BUGS: dict[Scenario, tuple[type, type]] = {
    assigned_and_revoked_before_anything_waits_the_deadline: (Assignment, WaitsTheDeadline),
    close_in_rebalance_storm: (Assignment, NotAllowedTwice),
    fetched_before_taken_after: (Intake, TakesWhatCameLate),
}


@pytest.mark.parametrize("scenario", BUGS, ids=lambda one: one.__name__)
async def test_ours_has_it_not_and_the_copy_has(scenario: Scenario) -> None:
    await only_the_copy_has_it(scenario, *BUGS[scenario])
