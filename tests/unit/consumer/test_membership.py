"""Another client takes the place of one that was given up, and nothing of the old one has an effect."""

import asyncio
import time
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from services.consumer import membership as module
from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.errors import Unavailable
from services.consumer.kafka_in import KafkaIn
from services.consumer.membership import Membership
from services.consumer.metrics import Metrics
from services.consumer.records import Partition
from services.consumer.retry import Backoff
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import PARTITION, record, rounds

WIRE = [TopicPartition(*PARTITION)]


class Client:
    """A client whose fetch never comes back, and which remembers what was done to it."""

    def __init__(self) -> None:
        self.listener: Any = None
        self.started = 0
        self.stopped = False
        self.failures: list[Exception] = []
        self._client = self

    def subscribe(self, topics: list[str], listener: Any) -> None:
        self.listener = listener

    async def start(self) -> None:
        self.started += 1
        if self.failures:
            raise self.failures.pop(0)

    async def getmany(self, *_: Any, **__: Any) -> dict[Any, Any]:
        await asyncio.Event().wait()
        return {}

    async def stop(self) -> None:
        self.stopped = True

    async def close(self) -> None: ...


class Scene:
    def __init__(self) -> None:
        self.old, self.new = Client(), Client()
        self.group = InMemoryGroup({PARTITION: 5})
        self.kafka = KafkaIn(self.old)
        self.metrics = Metrics()
        committer = Committer(self.group, self.metrics, timeout=1.0, time=time.monotonic)
        self.assignment = Assignment(self.group, committer, self.metrics, drain_budget=0.2)
        self.membership = Membership(
            self.kafka, self.assignment, ("flight-operations",), lambda: self.new, self.metrics
        )
        self.membership.begin()


async def test_the_epoch_ends_with_its_commit_and_the_new_client_joins() -> None:
    scene = Scene()
    await scene.old.listener.on_partitions_assigned(WIRE)
    lanes = scene.assignment.current
    assert lanes is not None
    lanes.epoch.receive(record(5))
    lanes.epoch.complete(record(5))
    await scene.membership.renew()
    await rounds(3)
    assert scene.group.offsets[PARTITION] == 6, "what was done is committed"
    assert lanes.epoch.is_closed
    assert (scene.old.stopped, scene.new.started) == (True, 1)
    assert scene.kafka.consumer is scene.new
    assert scene.metrics.registry.get_sample_value("flightpulse_consumer_consumer_recreated_total") == 1
    await scene.new.listener.on_partitions_assigned(WIRE)
    assert scene.assignment.current is not None
    assert scene.assignment.current.epoch.committed(PARTITION) == 6


async def test_a_fetch_that_never_comes_back_ends_with_nothing() -> None:
    scene = Scene()
    fetch = asyncio.create_task(scene.kafka.fetch([PARTITION], 10, 0.1))
    await rounds(3)
    assert not fetch.done()
    await scene.membership.renew()
    async with asyncio.timeout(1.0):
        assert await fetch == []


async def test_what_the_old_client_still_says_opens_and_ends_no_epoch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = Scene()
    real, hold = scene.group.committed, asyncio.Event()

    async def committed(partition: Partition) -> int | None:
        await hold.wait()
        return await real(partition)

    monkeypatch.setattr(scene.group, "committed", committed)
    late = asyncio.create_task(scene.old.listener.on_partitions_assigned(WIRE))
    await rounds(3)
    await scene.membership.renew()
    hold.set()
    await late
    assert scene.assignment.current is None
    await scene.new.listener.on_partitions_assigned(WIRE)
    current = scene.assignment.current
    await scene.old.listener.on_partitions_revoked(WIRE)
    assert scene.assignment.current is current


async def test_brokers_that_are_down_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Backoff", lambda base: Backoff(0.0, 0.0))
    scene = Scene()
    scene.new.failures = [KafkaConnectionError("down"), KafkaConnectionError("down")]
    await scene.membership.renew()
    await rounds(20)
    assert scene.new.started == 3


async def test_a_cancellation_inside_the_client_is_a_failure_and_not_ours() -> None:
    """Taken for ours it would end the intake, and with it the process, in good order."""
    scene = Scene()

    async def getmany(*_: Any, **__: Any) -> dict[Any, Any]:
        raise asyncio.CancelledError

    scene.old.getmany = getmany  # type: ignore[method-assign]
    with pytest.raises(Unavailable, match="cancelled inside"):
        await scene.kafka.fetch([PARTITION], 10, 0.1)


async def test_so_is_one_inside_a_commit_and_a_time_out_of_ours_stays_one() -> None:
    scene = Scene()

    async def cancelled(*_: Any) -> None:
        raise asyncio.CancelledError

    async def hangs(*_: Any) -> None:
        await asyncio.Event().wait()

    scene.old.commit = cancelled  # type: ignore[attr-defined]
    with pytest.raises(Unavailable, match="cancelled inside"):
        await scene.kafka.commit({PARTITION: 1})
    scene.old.commit = hangs  # type: ignore[attr-defined]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await scene.kafka.commit({PARTITION: 1})
