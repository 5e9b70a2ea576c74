"""Reads around a batch that is broken where it lies: what is before it, its bytes, where it ends."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CorruptRecordException, KafkaError
from aiokafka.protocol.fetch import FetchRequest
from aiokafka.record.memory_records import MemoryRecords

from services.consumer.errors import Unavailable
from services.consumer.kafka_in import record_of, stop_client
from services.consumer.ports import BadBatch, Salvaged
from services.consumer.records import Partition, Record

SECONDS: Final = 20.0
STOP_SECONDS: Final = 5.0
QUIET_SECONDS: Final = 1.0
"""A broker that has a batch sends it at once; nothing for so long is the end of the log."""

_READ_COMMITTED: Final = 1


class Salvage:
    """Reads batch by batch with a client outside the group, so that nothing of the member's is touched."""

    def __init__(self, make_reader: Callable[[], AIOKafkaConsumer], seconds: float = SECONDS) -> None:
        self._make_reader = make_reader
        self._seconds = seconds

    async def read(self, partition: Partition, offset: int | None, most: int) -> Salvaged:
        """From this offset on (None: the first there is), at most about `most` records.

        Raises Unavailable when the brokers do not answer in time.
        """
        reader = self._make_reader()
        where = TopicPartition(*partition)
        try:
            async with asyncio.timeout(self._seconds):
                reader.assign([where])
                await reader.start()
                if offset is None:
                    await reader.seek_to_beginning(where)
                else:
                    reader.seek(where, offset)
                return await self._read(reader, where, most)
        except (TimeoutError, KafkaError) as error:
            raise Unavailable(
                f"nothing salvaged of {partition.topic}/{partition.number}: {error!r}"
            ) from error
        finally:
            await stop_client(reader, STOP_SECONDS)

    async def _read(self, reader: AIOKafkaConsumer, where: TopicPartition, most: int) -> Salvaged:
        good: list[Record] = []
        while len(good) < most:
            try:
                found = await reader.getmany(where, timeout_ms=int(QUIET_SECONDS * 1000))
            except CorruptRecordException:
                return Salvaged(tuple(good), await self._bad_batch(reader, where))
            if not found:
                break
            good += map(record_of, found[where])
        return Salvaged(tuple(good), None)

    async def _bad_batch(self, reader: AIOKafkaConsumer, where: TopicPartition) -> BadBatch | None:
        """Where it ends says its header, which the broker too goes by to find what follows."""
        first = await reader.position(where)
        data = await _fetch(reader, where, first)
        batches = MemoryRecords(data)
        batch: Any = batches.next_batch() if batches.has_next() else None
        if batch is None or batch.validate_crc():
            return None  # it was broken on its way to us, not where it lies
        behind = max(first + 1, min(batch.next_offset, (await reader.end_offsets([where]))[where]))
        return BadBatch(Partition(*where), first, behind, data)


async def _fetch(reader: AIOKafkaConsumer, where: TopicPartition, offset: int) -> bytes:
    """One batch as bytes; aiokafka's consumer does not give these out."""
    client = reader._client
    wanted = [(where.topic, [(where.partition, offset, 1)])]
    request = FetchRequest(100, 1, 1, _READ_COMMITTED, wanted)
    response: Any = await client.send(client.cluster.leader_for_partition(where), request)
    ((_, ((_, _, _, *rest),)),) = response.topics
    return bytes(rest[-1] or b"")
