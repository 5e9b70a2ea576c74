"""The record that holds up its partition: seen only when it is one, and set aside only when that is safe."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiokafka import TopicPartition

from services.consumer import intake
from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.errors import Unavailable
from services.consumer.fold import Arrival
from services.consumer.head_of_line import PATIENCE_SECONDS, HeadWatch
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.core.awsio.errors import Throttled, Timeout
from services.core.contracts.dead_letters import HEAD_OF_LINE
from services.core.flight.key import FlightKey
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    Surroundings,
    arrival,
    committable,
    delayed,
    failing,
    record,
    scheduled,
)

ROOM = 100
THROTTLED = failing(Throttled("ThrottlingException"))


class Watched:
    """A member, a watch over it, and a clock that the test moves."""

    def __init__(self) -> None:
        group, self.metrics = InMemoryGroup({PARTITION: 0}), Metrics()
        committer = Committer(group, self.metrics, timeout=1.0, time=lambda: 0.0)
        self.assignment = Assignment(group, committer, self.metrics, 0.0)
        self.now = 0.0
        self.watch = HeadWatch(self.assignment, self.metrics, lambda: self.now)
        self.asked: list[int] = []

    async def hold(self, done: int, waiting: int) -> Epoch:
        """So many records that are not done, and so many that are, behind the first of them."""
        await self.assignment.on_partitions_assigned([TopicPartition(*PARTITION)])
        lanes = self.assignment.current
        assert lanes is not None
        lanes.give_up = lambda partition, offset: self.asked.append(offset)  # type: ignore[method-assign]
        for offset in range(done + waiting):
            lanes.epoch.receive(record(offset))
        for offset in range(waiting, done + waiting):
            lanes.epoch.complete(record(offset))
        return lanes.epoch

    @property
    def seen(self) -> float | None:
        return self.metrics.registry.get_sample_value("flightpulse_consumer_stuck_heads_total")


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(intake, "RECORDS", ROOM)
    return Watched()


async def test_a_head_is_said_once_and_given_up_after_a_while(watched: Watched) -> None:
    await watched.hold(done=98, waiting=1)
    for watched.now in (0.0, 1.0, PATIENCE_SECONDS - 1):
        await watched.watch.look()
    assert (watched.seen, watched.asked) == (1.0, [])
    watched.now = PATIENCE_SECONDS
    await watched.watch.look()
    assert (watched.seen, watched.asked) == (1.0, [0])


@pytest.mark.parametrize(
    ("done", "waiting"),
    [(88, 1), (95, 5), (0, 100), (0, 0)],
    ids=["room is left", "more than one is late", "an outage", "nothing is held"],
)
async def test_what_is_no_head_is_left_alone(watched: Watched, done: int, waiting: int) -> None:
    await watched.hold(done, waiting)
    await watched.watch.look()
    watched.now = 2 * PATIENCE_SECONDS
    await watched.watch.look()
    assert (watched.seen, watched.asked) == (0.0, [])


async def test_the_next_head_has_a_while_of_its_own(watched: Watched) -> None:
    epoch = await watched.hold(done=98, waiting=2)
    await watched.watch.look()
    watched.now = PATIENCE_SECONDS - 1
    epoch.complete(record(0))
    await watched.watch.look()
    watched.now += 2
    await watched.watch.look()
    assert (watched.seen, watched.asked) == (2.0, [])


@asynccontextmanager
async def at_work(around: Surroundings, *arrivals: Arrival) -> AsyncIterator[Lanes]:
    """Lanes that fail with the first of these; they have turned a few times."""
    lanes = Lanes(around.epoch())
    for one in arrivals:
        lanes.epoch.receive(one.record)
        lanes.submit(KEY, lambda: around.lane(lanes.epoch), one)
    await asyncio.sleep(0.01)
    yield lanes
    await lanes.end()


async def test_what_is_surely_not_written_goes_to_the_dead_letter_topic_and_the_rest_goes_on(
    around: Surroundings,
) -> None:
    around.store.before["write"] = [THROTTLED] * 10_000
    async with at_work(around, arrival(0, scheduled(1)), arrival(1, delayed(2, 45))) as lanes:
        assert around.dead_letters.records == []
        lanes.give_up(PARTITION, 0)
        await asyncio.sleep(0.01)
        around.store.before["write"] = []
        await asyncio.sleep(0.01)
        assert [(one.offset, reason) for one, reason, _ in around.dead_letters.records] == [(0, HEAD_OF_LINE)]
        assert committable(lanes.epoch) == 2
    assert around.store.flight(KEY).state.ver == 1, "the event behind it is merged"


async def test_what_is_written_and_not_published_is_never_set_aside(around: Surroundings) -> None:
    around.bus.before = [THROTTLED] * 10_000
    async with at_work(around, arrival(0, scheduled(1)), arrival(1, delayed(2, 45))) as lanes:
        lanes.give_up(PARTITION, 0)
        await asyncio.sleep(0.01)
        assert committable(lanes.epoch) is None
        around.bus.before = []
        await asyncio.sleep(0.01)
        assert committable(lanes.epoch) == 2
    assert around.dead_letters.records == []
    assert "flight.delayed" in around.bus.types


async def test_what_another_owner_has_written_is_never_set_aside(around: Surroundings) -> None:
    around.bus.before = [THROTTLED]
    async with at_work(around, arrival(0, scheduled(1)), arrival(1, delayed(2, 45))):
        pass
    around.bus.before = [THROTTLED] * 10_000
    async with at_work(around, arrival(0, scheduled(1)), arrival(1, delayed(2, 45))) as lanes:
        lanes.give_up(PARTITION, 0)
        await asyncio.sleep(0.01)
    assert around.dead_letters.records == []


async def test_a_write_without_an_answer_may_still_land(around: Surroundings) -> None:
    around.store.before["write"] = [failing(Timeout("Timeout"))] * 10_000
    async with at_work(around, arrival(0, scheduled(1))) as lanes:
        lanes.give_up(PARTITION, 0)
        await asyncio.sleep(0.01)
        assert around.dead_letters.records == []
        assert committable(lanes.epoch) is None


async def test_without_a_look_at_what_is_stored_nothing_is_set_aside(around: Surroundings) -> None:
    around.store.before["read"] = [THROTTLED] * 10_000
    async with at_work(around, arrival(0, scheduled(1))) as lanes:
        lanes.give_up(PARTITION, 0)
        await asyncio.sleep(0.01)
        assert around.dead_letters.records == []


async def test_only_the_lane_that_has_it_at_work_gives_it_up(around: Surroundings) -> None:
    around.store.before["write"] = [THROTTLED] * 10_000
    async with at_work(around, arrival(0, scheduled(1))) as lanes:
        lanes.give_up(PARTITION, 7)
        await asyncio.sleep(0.01)
        assert around.dead_letters.records == []


async def test_an_errand_that_waits_on_purpose_is_left_to_wait(around: Surroundings) -> None:
    async def held() -> None:
        raise Unavailable("held for a release that reads it")

    lanes = Lanes(around.epoch())
    lanes.epoch.receive(record(0))
    tools = around.tools()
    lanes.submit("held", lambda: ErrandLane(lanes.epoch, tools), Errand(record(0), held))
    await asyncio.sleep(0.005)
    lanes.give_up(PARTITION, 0)
    await asyncio.sleep(0.005)
    await lanes.end()
    assert around.dead_letters.records == []


def test_the_key_of_these_lanes_is_that_of_the_records() -> None:
    assert FlightKey.parse((record(0).key or b"").decode()) == KEY
