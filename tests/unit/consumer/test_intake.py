"""The intake: room per partition, no fetch for nothing, no cancelled fetch, no record of a lost epoch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from services.consumer import intake as module
from services.consumer.alone import Alone
from services.consumer.epoch import Epoch
from services.consumer.gate import Gate
from services.consumer.intake import Intake
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.records import Partition, Record
from services.consumer.retry import Backoff
from services.consumer.runs import Runs
from services.consumer.suspicion import PastRun
from tests.fakes.consumer_kafka import ScriptedSource
from tests.unit.consumer.building import PARTITION, record
from tests.unit.consumer.test_suspicion import Kept

OTHER = Partition("flight-operations", 4)


class Assigned:
    """An assignment that the test changes."""

    def __init__(self, lanes: Lanes | None) -> None:
        self.current = lanes


def lanes_of(number: int = 1, **committed: int) -> Lanes:
    return Lanes(Epoch(number, {PARTITION: committed.get("at", 0), OTHER: 0}))


class Bench:
    """An intake with everything around it in the hands of the test."""

    def __init__(self, source: ScriptedSource, lanes: Lanes | None) -> None:
        self.source = source
        self.assigned = Assigned(lanes)
        self.gate = Gate()
        self.taken: list[tuple[int, Record]] = []
        self.beats = 0
        self.intake = Intake(source, self.assigned, self.gate, self.take, self.beat)  # type: ignore[arg-type]
        self.intake._backoff = Backoff(0.0, 0.0)

    def take(self, lanes: Lanes, one: Record) -> None:
        lanes.epoch.receive(one)
        self.taken.append((lanes.epoch.number, one))

    def beat(self) -> None:
        self.beats += 1

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.intake.run())
        yield
        self.intake.stop()
        await asyncio.wait_for(task, 1.0)

    async def until_taken(self, count: int) -> None:
        for _ in range(2_000):
            if len(self.taken) >= count:
                return
            await asyncio.sleep(0.001)
        raise TimeoutError(f"{len(self.taken)} of {count} records taken")


def log_of(count: int) -> dict[Partition, list[Record]]:
    return {PARTITION: [record(n) for n in range(count)], OTHER: []}


async def test_takes_everything_in_the_order_of_the_partition() -> None:
    bench = Bench(ScriptedSource(log_of(5)), lanes_of())
    async with bench.running():
        await bench.until_taken(5)
    assert [one.offset for _, one in bench.taken] == [0, 1, 2, 3, 4]


async def test_a_partition_without_room_is_left_out_and_never_asked_for_by_an_empty_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RECORDS", 4)
    bench = Bench(ScriptedSource(log_of(2)), lanes_of())
    async with bench.running():
        await bench.until_taken(2)
        await asyncio.sleep(0.03)
        assert bench.source.fetches[-1] == [OTHER]
        lanes = bench.assigned.current
        assert lanes is not None
        for number in range(2):
            lanes.epoch.receive(record(number, partition=OTHER))
        await asyncio.sleep(0.01)
        asked = len(bench.source.fetches)
        await asyncio.sleep(0.1)
        assert len(bench.source.fetches) <= asked + 1
        lanes.epoch.complete(record(0))
        await asyncio.sleep(0.12)
        assert bench.source.fetches[-1] == [PARTITION]
    assert [] not in bench.source.fetches


async def test_bytes_fill_a_partition_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BYTES", 20)
    source = ScriptedSource({PARTITION: [record(0, b"x" * 20)], OTHER: []})
    bench = Bench(source, lanes_of())
    async with bench.running():
        await bench.until_taken(1)
        await asyncio.sleep(0.03)
    assert bench.source.fetches[-1] == [OTHER]


async def test_records_of_a_fetch_that_a_rebalance_passed_are_fetched_again() -> None:
    source = ScriptedSource(log_of(5))
    bench = Bench(source, lanes_of(1))
    new = lanes_of(2, at=2)

    def rebalance() -> None:
        bench.assigned.current = new

    source.during = [rebalance]
    async with bench.running():
        await bench.until_taken(3)
    assert [(number, one.offset) for number, one in bench.taken] == [(2, 2), (2, 3), (2, 4)]
    assert (PARTITION, 2) in source.seeks


async def test_a_failure_while_taking_skips_nothing() -> None:
    bench = Bench(ScriptedSource(log_of(4)), lanes_of())
    real = bench.intake._take
    failed: list[Record] = []

    def take(lanes: Lanes, one: Record) -> None:
        if one.offset == 1 and not failed:
            failed.append(one)
            raise ZeroDivisionError("a bug")
        real(lanes, one)

    bench.intake._take = take
    async with bench.running():
        await bench.until_taken(4)
    assert [one.offset for _, one in bench.taken] == [0, 1, 2, 3]


async def test_a_failing_fetch_is_tried_again() -> None:
    source = ScriptedSource(log_of(1))
    bench = Bench(source, lanes_of())

    def fail() -> None:
        raise OSError("out of range, say")

    source.faults = [fail, fail]
    async with bench.running():
        await bench.until_taken(1)


async def test_the_stop_does_not_wait_for_a_fetch_and_does_not_cancel_it() -> None:
    source = ScriptedSource(log_of(0))
    hold = asyncio.Event()
    cancelled: list[bool] = []

    async def fetch(partitions: list[Partition], most: int, seconds: float) -> list[Record]:
        try:
            await hold.wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise
        return [record(0)]

    source.fetch = fetch  # type: ignore[method-assign,assignment] # a fetch that a rebalance holds up
    bench = Bench(source, lanes_of())
    async with bench.running():
        await asyncio.sleep(0.01)
    hold.set()
    await bench.intake.settle()
    assert cancelled == []
    assert bench.taken == [], "not taken, so it is delivered again"


async def test_a_shut_gate_stops_the_intake_and_an_open_one_lets_it_go_on() -> None:
    bench = Bench(ScriptedSource(log_of(1)), lanes_of())
    bench.gate.shut("bus", "access denied")
    async with bench.running():
        await asyncio.sleep(0.08)
        assert bench.source.fetches == []
        assert bench.beats > 1, "it stands still and is alive"
        bench.gate.open("bus")
        await bench.until_taken(1)


async def test_without_an_assignment_nothing_is_fetched() -> None:
    bench = Bench(ScriptedSource(log_of(1)), None)
    async with bench.running():
        await asyncio.sleep(0.08)
    assert bench.source.fetches == []


async def test_after_two_deaths_one_record_at_a_time_and_those_of_the_partition_first() -> None:
    kept = Kept()
    kept.runs[PARTITION] = PastRun(is_open=True, deaths=1)
    suspicion = await Runs(kept, lambda _: 10, "one").begin({PARTITION: 0, OTHER: 0})
    epoch = Epoch(1, {PARTITION: 0, OTHER: 0})
    log = {PARTITION: [record(n) for n in range(3)], OTHER: [record(n, partition=OTHER) for n in range(2)]}
    bench = Bench(ScriptedSource(log), Lanes(epoch, suspicion))

    def take(lanes: Lanes, one: Record) -> None:
        if one.partition == PARTITION:
            assert not lanes.epoch.tracker(PARTITION).unfinished, "the one before is done"
            assert kept.runs[PARTITION].attempts == {one.offset: 1}, "put down before it is begun"
            asyncio.get_running_loop().call_later(0.01, lanes.epoch.complete, one)
        bench.take(lanes, one)

    bench.intake._take = take
    bench.intake._alone = Alone(take, lambda *_: None, Metrics())
    async with bench.running():
        await bench.until_taken(5)
    assert [one.partition for _, one in bench.taken] == [PARTITION] * 3 + [OTHER] * 2
    assert kept.runs[PARTITION] == PastRun(is_open=True, owner="one"), "acquitted"


async def test_what_a_failing_fetch_had_taken_of_others_comes_again() -> None:
    """aiokafka takes of one partition, moves its position, meets a bad batch in the next, and drops all."""
    source = ScriptedSource(log_of(3))
    bench = Bench(source, lanes_of())

    def fail() -> None:
        source.positions[PARTITION] = 2
        raise OSError("records 0 and 1 are lost to it")

    source.faults = [fail]
    async with bench.running():
        await bench.until_taken(3)
    assert [one.offset for _, one in bench.taken] == [0, 1, 2]
