"""A batch that is broken where it lies: what is before it is taken, it is set aside, the rest goes on."""

import struct
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.fetcher import FetchResult, PartitionRecords
from aiokafka.errors import CorruptRecordException, KafkaConnectionError
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords

from services.consumer.around import Around
from services.consumer.errors import BatchCorrupt, Unavailable
from services.consumer.kafka_in import KafkaIn
from services.consumer.lanes import Lanes
from services.consumer.ports import BadBatch, Salvaged
from services.consumer.records import Partition
from services.consumer.salvage import Salvage
from tests.fakes.consumer_kafka import ScriptedSource
from tests.unit.consumer.building import PARTITION, record
from tests.unit.consumer.test_intake import OTHER, Bench, lanes_of

WHERE = TopicPartition(*PARTITION)


def batch(first: int, count: int, *, broken: bool = False) -> bytes:
    """A batch as brokers keep it."""
    builder = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=0,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1 << 20,
    )
    for number in range(count):
        assert builder.append(number, 1_000, b"key", b"value %d" % (first + number), []) is not None
    data = bytearray(builder.build())
    struct.pack_into(">q", data, 0, first)
    if broken:
        data[-3] ^= 0xFF
    return bytes(data)


class Log:
    """A partition of batches; a client that reads one batch at a time through aiokafka's own parser."""

    def __init__(self, *batches: bytes) -> None:
        self._batches = batches
        self.at = 0
        self.stopped = False
        self._client = self
        self.cluster = SimpleNamespace(leader_for_partition=lambda _: 1)

    def assign(self, partitions: list[TopicPartition]) -> None:
        assert partitions == [WHERE]

    async def start(self) -> None: ...

    def seek(self, where: TopicPartition, offset: int) -> None:
        self.at = offset

    async def position(self, where: TopicPartition) -> int:
        return self.at

    async def end_offsets(self, where: list[TopicPartition]) -> dict[TopicPartition, int]:
        return {WHERE: _span(self._batches[-1])[1]}

    def _data(self) -> bytes:
        return next((one for one in self._batches if _span(one)[1] > self.at), b"")

    async def send(self, node: int, request: Any) -> Any:
        return SimpleNamespace(
            topics=[(WHERE.topic, [(WHERE.partition, 0, 99, 99, 0, [], -1, self._data())])]
        )

    async def getmany(self, where: TopicPartition, timeout_ms: int) -> dict[TopicPartition, list[Any]]:
        records = PartitionRecords(where, MemoryRecords(self._data()), [], self.at, None, None, True, 1)
        found = list(records)
        self.at = records.next_fetch_offset
        return {where: found} if found else {}

    async def stop(self) -> None:
        self.stopped = True

    async def close(self) -> None: ...


def _span(data: bytes) -> tuple[int, int]:
    (first,) = struct.unpack_from(">q", data)
    (delta,) = struct.unpack_from(">i", data, 23)
    return first, first + delta + 1


async def test_what_lies_before_is_read_and_the_batch_comes_with_its_bytes_and_its_end() -> None:
    bad = batch(3, 4, broken=True)
    log = Log(batch(0, 3), bad, batch(7, 2))
    found = await Salvage(lambda: log).read(PARTITION, 1, 500)
    assert [(one.offset, one.value) for one in found.records] == [(1, b"value 1"), (2, b"value 2")]
    assert found.batch == BadBatch(PARTITION, 3, 7, bad)
    assert log.stopped


async def test_a_batch_that_was_broken_only_on_its_way_is_left_alone() -> None:
    log = Log(batch(0, 3), batch(3, 2))
    real, asked = log.getmany, [0]

    async def getmany(where: TopicPartition, timeout_ms: int) -> Any:
        asked[0] += 1
        if asked[0] == 2:
            raise CorruptRecordException("Invalid CRC")
        return await real(where, timeout_ms)

    log.getmany = getmany  # type: ignore[method-assign]
    found = await Salvage(lambda: log).read(PARTITION, 0, 500)
    assert (len(found.records), found.batch) == (3, None)


async def test_brokers_that_do_not_answer_are_no_bad_batch() -> None:
    log = Log(batch(0, 1))

    async def start() -> None:
        raise KafkaConnectionError("gone")

    log.start = start  # type: ignore[method-assign]
    with pytest.raises(Unavailable, match="nothing salvaged"):
        await Salvage(lambda: log).read(PARTITION, 0, 500)
    assert log.stopped


async def test_the_fetch_names_the_partition_as_aiokafka_does() -> None:
    """With the text of aiokafka's own error."""
    client = SimpleNamespace(getmany=_raises_at_broken)
    with pytest.raises(BatchCorrupt) as caught:
        await KafkaIn(client).fetch([PARTITION], 10, 0.1)
    assert caught.value.suspects == (PARTITION,)


async def _raises_at_broken(where: TopicPartition, **_: Any) -> Any:
    records = PartitionRecords(where, MemoryRecords(batch(0, 2, broken=True)), [], 0, None, None, True, 1)
    state = SimpleNamespace(paused=False, position=0)
    assignment = SimpleNamespace(active=True, state_value=lambda _: state)
    return FetchResult(where, assignment=assignment, partition_records=records, backoff=0).getall(10)


class Scripted:
    """A salvager that finds this."""

    def __init__(self, found: Salvaged) -> None:
        self.found = found
        self.asked: list[tuple[Partition, int | None]] = []

    async def read(self, partition: Partition, offset: int | None, most: int) -> Salvaged:
        self.asked.append((partition, offset))
        return self.found if partition == PARTITION else Salvaged((), None)


@pytest.mark.parametrize("suspects", [(PARTITION,), ()], ids=["named", "not named"])
async def test_the_partition_goes_on_behind_it_and_nothing_of_the_others_is_lost(
    suspects: tuple[Partition, ...],
) -> None:
    log = {
        PARTITION: [record(n) for n in (0, 1, 4)],
        OTHER: [record(n, partition=OTHER) for n in range(2)],
    }
    source = ScriptedSource(log)
    bench = Bench(source, lanes_of())
    salvager = Scripted(Salvaged((record(0), record(1)), BadBatch(PARTITION, 2, 4, b"broken")))
    buried: list[BadBatch] = []

    def bury(lanes: Lanes, bad: BadBatch) -> None:
        buried.append(bad)
        lanes.epoch.receive(bad.record)

    def fail() -> None:
        source.positions[OTHER] = 2
        raise BatchCorrupt("bad", suspects)

    source.faults = [fail]
    bench.intake._around = Around(salvager, bury)
    async with bench.running():
        await bench.until_taken(5)
    assert [one.offset for _, one in bench.taken if one.partition == PARTITION] == [0, 1, 4]
    assert [one.offset for _, one in bench.taken if one.partition == OTHER] == [0, 1]
    assert salvager.asked[0] == (PARTITION, 0)
    assert [(one.first, one.next) for one in buried] == [(2, 4)]
