"""What a member holds in memory: records that fail, records at work, and a list of no partitions."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any

import pytest

from services.consumer import intake as module
from services.consumer.epoch import Epoch
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.errors import Unavailable
from services.consumer.gate import Gate
from services.consumer.intake import Intake, with_room
from services.consumer.kafka_in import KafkaIn
from services.consumer.lanes import Lanes
from services.consumer.records import Partition, Record
from tests.fakes.consumer_kafka import ScriptedSource
from tests.unit.consumer.building import PARTITION, Surroundings, record
from tests.unit.consumer.known_bugs.scenario import Shown, needs

ROOM = 20
LOG = 400

WithRoom = Callable[[Lanes], list[Partition]]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECORDS", ROOM)
    monkeypatch.setattr(module, "FETCH_RECORDS", 5)


class _Assigned:
    def __init__(self, lanes: Lanes) -> None:
        self.current = lanes


async def _taken(do: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """How many records of an endless log are taken while what is to be done with each is this."""
    lanes = Lanes(Epoch(1, {PARTITION: 0}))
    tools = Surroundings().tools()
    count = 0

    def take(to: Lanes, one: Record) -> None:
        nonlocal count
        count += 1
        to.epoch.receive(one)
        to.submit(one.offset, lambda: ErrandLane(to.epoch, tools), Errand(one, do))

    source = ScriptedSource({PARTITION: [record(number) for number in range(LOG)]})
    intake = Intake(source, _Assigned(lanes), Gate(), take, lambda: None)  # type: ignore[arg-type]
    running = asyncio.create_task(intake.run())
    await asyncio.sleep(0.1)
    intake.stop()
    await running
    await lanes.end()
    return count


async def unbounded_retry_queue() -> None:
    """confluentinc/parallel-consumer 834: what failed and waits to be tried again has no bound."""

    async def fails() -> None:
        raise Unavailable("the table does not answer")

    taken = await _taken(fails)
    needs(taken < ROOM + module.FETCH_RECORDS, f"{taken} records are to be tried again, with room for {ROOM}")


async def in_flight_not_counted_in_backpressure() -> None:
    """confluentinc/parallel-consumer 836: what is at work does not count against the room."""

    async def hangs() -> None:
        await asyncio.Event().wait()

    taken = await _taken(hangs)
    needs(taken < ROOM + module.FETCH_RECORDS, f"{taken} records are at work, with room for {ROOM}")


def _queued_only(lanes: Lanes) -> list[Partition]:
    """Counts what waits and has not been begun: nothing, since each has a lane of its own."""
    return list(lanes.epoch.partitions)


@pytest.mark.parametrize("scenario", [unbounded_retry_queue, in_flight_not_counted_in_backpressure])
async def test_ours_has_it_not_and_the_copy_that_counts_the_queue_has(
    scenario: Callable[[], Coroutine[Any, Any, None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenario()
    monkeypatch.setattr(module, "with_room", _queued_only)
    with pytest.raises(Shown):
        await scenario()


class _Client:
    """As aiokafka's: no partition means all of them."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    async def getmany(self, *partitions: object, **_: object) -> dict[object, list[object]]:
        self.asked.append(partitions)
        return {}


class _Trusting(KafkaIn):
    """Hands on whatever list it is given."""

    async def fetch(self, partitions: Iterable[Partition], most: int, seconds: float) -> list[Record]:
        await self.consumer.getmany(*partitions)
        return []


async def empty_partition_list_means_all(kafka: type[KafkaIn]) -> None:
    """robinhood/faust 69: when no partition has room, an empty list fetches from every one."""
    client = _Client()
    full = Lanes(Epoch(1, {PARTITION: 0}))
    for number in range(ROOM):
        full.epoch.receive(record(number))
    eligible = with_room(full)
    assert eligible == []
    with suppress(ValueError):  # ours says so, and asks for nothing
        await kafka(client).fetch(eligible, 1, 0.0)
    needs(() not in client.asked, "everything was asked for, with room for nothing")


async def test_an_empty_list_is_refused_and_the_trusting_copy_fetches_all() -> None:
    await empty_partition_list_means_all(KafkaIn)
    with pytest.raises(Shown):
        await empty_partition_list_means_all(_Trusting)
