"""The producing and the committing side of Kafka in memory, and a dead-letter topic that can fail."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.consumer.ports import BadBatch, Headers, Refusal
from services.consumer.records import Partition, Record
from services.core.table.flight_item import Outbox


@dataclass(frozen=True, slots=True)
class Sent:
    """A produced record."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str:
        return dict(self.headers)[name].decode()


class InMemoryKafka:
    """Keeps what was produced."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.faults: list[Callable[[], None]] = []

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        await asyncio.sleep(0)
        if self.faults:
            self.faults.pop(0)()
        self.sent.append(Sent(topic, key, value, headers))


class InMemoryDeadLetters:
    """Keeps what was buried and why."""

    def __init__(self, journal: list[str] | None = None) -> None:
        self.records: list[tuple[Record, str, int]] = []
        self.envelopes: list[Refusal] = []
        self.batches: list[BadBatch] = []
        self.journal = journal if journal is not None else []
        self.faults: list[Callable[[], None]] = []

    async def bury(self, record: Record, reason: str, error: BaseException, failures: int = 1) -> None:
        await asyncio.sleep(0)
        if self.faults:
            self.faults.pop(0)()
        self.records.append((record, reason, failures))
        self.journal.append(f"bury {record.offset}")

    async def bury_envelope(self, refusal: Refusal, origin: Outbox) -> None:
        await asyncio.sleep(0)
        if self.faults:
            self.faults.pop(0)()
        self.envelopes.append(refusal)
        self.journal.append(f"bury envelope {refusal.envelope.detail_type}")

    async def bury_batch(self, batch: BadBatch) -> None:
        await asyncio.sleep(0)
        if self.faults:
            self.faults.pop(0)()
        self.batches.append(batch)
        self.journal.append(f"bury batch {batch.first} to {batch.next - 1}")


class InMemoryGroup:
    """The group's committed offsets, as a broker keeps them: it checks no order and no range."""

    def __init__(self, committed: Mapping[Partition, int] | None = None) -> None:
        self.offsets: dict[Partition, int] = dict(committed or {})
        self.calls: list[dict[Partition, int]] = []
        self.faults: list[Callable[[], None]] = []
        self.hold: asyncio.Event | None = None

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        self.calls.append(dict(offsets))
        await asyncio.sleep(0)
        if self.hold is not None:
            await self.hold.wait()
        if self.faults:
            self.faults.pop(0)()
        self.offsets.update(offsets)

    async def committed(self, partition: Partition) -> int | None:
        await asyncio.sleep(0)
        return self.offsets.get(partition)


class ScriptedSource:
    """A consumer client whose log is given: fetches go on from the position, seeks move it."""

    def __init__(self, log: Mapping[Partition, list[Record]]) -> None:
        self.log = {partition: list(records) for partition, records in log.items()}
        self.positions: dict[Partition, int] = dict.fromkeys(log, 0)
        self.fetches: list[list[Partition]] = []
        self.seeks: list[tuple[Partition, int | None]] = []
        self.during: list[Callable[[], None]] = []
        self.faults: list[Callable[[], None]] = []

    def end_of(self, partition: Partition) -> int | None:
        return len(self.log[partition])

    async def fetch(self, partitions: Iterable[Partition], most: int, seconds: float) -> list[Record]:
        wanted = list(partitions)
        self.fetches.append(wanted)
        if self.faults:
            self.faults.pop(0)()
        found = []
        for partition in wanted:
            rest = [r for r in self.log.get(partition, ()) if r.offset >= self.positions[partition]][:most]
            if rest:
                self.positions[partition] = rest[-1].offset + 1
            found.extend(rest)
        await asyncio.sleep(0 if found else 0.005)
        if self.during:
            self.during.pop(0)()
        return found

    async def seek(self, partition: Partition, offset: int | None) -> None:
        self.seeks.append((partition, offset))
        self.positions[partition] = offset or 0
