"""The consuming side: the one place that knows aiokafka's consumer and its traps."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Coroutine, Iterable, Mapping
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, CorruptRecordException, KafkaError

from services.consumer.errors import BatchCorrupt, CommitFenced, Unavailable
from services.consumer.logs import fields
from services.consumer.records import Partition, Record

logger = logging.getLogger(__name__)

T = TypeVar("T")

_NAMED = re.compile(r"TopicPartition\(topic='([^']+)', partition=(\d+)\)")


class KafkaIn:
    """Fetches, commits and seeks in our own terms. A fetch is never cancelled and never for nothing.

    A cancelled getmany would switch the poll interval off for good, an empty list of partitions
    would mean all of them, and pause() would throw away what is fetched ahead.
    """

    def __init__(self, consumer: AIOKafkaConsumer, *, from_beginning: bool = False) -> None:
        """`from_beginning`: where a partition that the group never committed is read from, if at all."""
        self._consumer = consumer
        self._from_beginning = from_beginning
        self._replaced = asyncio.Event()

    @property
    def consumer(self) -> AIOKafkaConsumer:
        """The client of now."""
        return self._consumer

    async def replace(self, consumer: AIOKafkaConsumer, budget: float) -> None:
        """Give the client up for another one. A fetch under way ends with nothing; so does the old client."""
        given_up, self._consumer = self._consumer, consumer
        self._replaced.set()
        self._replaced = asyncio.Event()
        await stop_client(given_up, budget)

    async def fetch(self, partitions: Iterable[Partition], most: int, seconds: float) -> list[Record]:
        """Up to `most` records of these partitions. May take longer than asked during a rebalance.

        Raises BatchCorrupt. Whatever it raises, records of other partitions may be lost to it: aiokafka
        drops what it has taken from them, with their positions already behind it.
        """
        wanted = [TopicPartition(*one) for one in partitions]
        if not wanted:
            raise ValueError("no partition to fetch from: aiokafka would take that for all of them")
        found = await self._or_replaced(
            self._consumer.getmany(*wanted, timeout_ms=int(seconds * 1000), max_records=most)
        )
        return [
            record_of(one, partition)
            for partition, records in ((Partition(*one), records) for one, records in found.items())
            for one in records
        ]

    async def _or_replaced(self, getting: Coroutine[Any, Any, dict[Any, Any]]) -> dict[Any, Any]:
        task = asyncio.create_task(getting, name="getmany")
        replaced = asyncio.create_task(self._replaced.wait())
        await asyncio.wait((task, replaced), return_when=asyncio.FIRST_COMPLETED)
        replaced.cancel()
        if not task.done():
            task.add_done_callback(_forget)
            return {}
        try:
            return await _not_cancelled(task)
        except CorruptRecordException as error:
            raise BatchCorrupt(str(error), _named_in(str(error))) from error

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Raises CommitFenced when the group has moved on, Unavailable for any other failure."""
        try:
            await _not_cancelled(
                self._consumer.commit({TopicPartition(*one): offset for one, offset in offsets.items()})
            )
        except CommitFailedError as error:
            raise CommitFenced(str(error)) from error
        except KafkaError as error:
            raise Unavailable(repr(error)) from error

    async def committed(self, partition: Partition) -> int | None:
        """What the group has committed, None when it never did. Raises Unavailable or a KafkaError."""
        offset: int | None = await _not_cancelled(self._consumer.committed(TopicPartition(*partition)))
        return offset

    async def seek(self, partition: Partition, offset: int | None) -> None:
        """Go on at this offset; where it is None, where a group without an offset begins, if it may."""
        where = TopicPartition(*partition)
        if offset is not None:
            self._consumer.seek(where, offset)
        elif self._from_beginning:
            await _not_cancelled(self._consumer.seek_to_beginning(where))

    def end_of(self, partition: Partition) -> int | None:
        """The end of the log as the last fetch saw it."""
        offset: int | None = self._consumer.highwater(TopicPartition(*partition))
        return offset

    def partitions_of(self, topic: str) -> int:
        """How many partitions the topic has, as far as is known; 0 when it is not known."""
        return len(self._consumer.partitions_for_topic(topic) or ())

    @property
    def generation(self) -> int:
        """Of the group, as this member knows it."""
        return int(self._consumer._coordinator.generation)

    async def stop(self, budget: float) -> None:
        """Leave the group and close."""
        await stop_client(self._consumer, budget)


async def stop_client(consumer: AIOKafkaConsumer, budget: float) -> None:
    """With no broker in reach, aiokafka's stop() raises CancelledError by itself."""
    try:
        async with asyncio.timeout(budget):
            await consumer.stop()
    except (TimeoutError, KafkaError) as error:
        logger.warning("consumer_stop_failed", extra=fields(error=repr(error)))
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        logger.warning("consumer_stop_failed", extra=fields(error="cancelled inside aiokafka"))
    await consumer._client.close()


async def _not_cancelled(waiting: Awaitable[T]) -> T:
    """A part of aiokafka that was cancelled hands that on to whoever calls, whose loop it would end."""
    try:
        return await waiting
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        raise Unavailable("cancelled inside aiokafka") from error


def _forget(task: asyncio.Task[Any]) -> None:
    """What becomes of a fetch on a client that was given up interests nobody."""
    if not task.cancelled():
        task.exception()


def _named_in(text: str) -> tuple[Partition, ...]:
    """aiokafka names the partition of a corrupt batch in its text only."""
    return tuple(Partition(topic, int(number)) for topic, number in _NAMED.findall(text))


def record_of(one: ConsumerRecord[bytes | None, bytes | None], partition: Partition | None = None) -> Record:
    """In our terms; `partition` is its own, for a caller that has it already."""
    if partition is None:
        partition = Partition(one.topic, one.partition)
    return Record(partition, one.offset, one.key, one.value, tuple(one.headers), one.timestamp)
