"""The consuming side: the one place that knows aiokafka's consumer and its traps."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import CommitFailedError, KafkaError

from services.consumer.errors import CommitFenced, Unavailable
from services.consumer.logs import fields
from services.consumer.records import Partition, Record
from services.consumer.settings import Settings

logger = logging.getLogger(__name__)

REBALANCE_TIMEOUT_MS: Final = 60_000
MAX_POLL_INTERVAL_MS: Final = 15 * 60_000
"""Long: the health of the loops is watched here, and back-pressure may hold the intake for a while."""

HEARTBEAT_MS: Final = 1_000
FETCH_BYTES: Final = 512 * 1024


def make_consumer(settings: Settings) -> AIOKafkaConsumer:
    """One eager assignor (two would join twice), no auto-commit, no deserialiser (it would poison)."""
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka_bootstrap,
        group_id=settings.kafka_group,
        enable_auto_commit=False,
        auto_offset_reset=settings.offset_reset,
        isolation_level="read_committed",
        partition_assignment_strategy=(RoundRobinPartitionAssignor,),
        session_timeout_ms=settings.session_timeout_ms,
        heartbeat_interval_ms=min(HEARTBEAT_MS, settings.session_timeout_ms // 3),
        rebalance_timeout_ms=REBALANCE_TIMEOUT_MS,
        max_poll_interval_ms=MAX_POLL_INTERVAL_MS,
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_wait_ms=settings.fetch_wait_ms,
        **settings.kafka_access.client_arguments(),
    )


class KafkaIn:
    """Fetches, commits and seeks in our own terms. A fetch is never cancelled and never for nothing.

    A cancelled getmany would switch the poll interval off for good, an empty list of partitions
    would mean all of them, and pause() would throw away what is fetched ahead.
    """

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    async def fetch(self, partitions: Iterable[Partition], most: int, seconds: float) -> list[Record]:
        """Up to `most` records of these partitions. May take longer than asked during a rebalance."""
        wanted = [TopicPartition(*one) for one in partitions]
        if not wanted:
            raise ValueError("no partition to fetch from: aiokafka would take that for all of them")
        found = await self._consumer.getmany(*wanted, timeout_ms=int(seconds * 1000), max_records=most)
        return [_record(one) for records in found.values() for one in records]

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Raises CommitFenced when the group has moved on, Unavailable for any other failure."""
        try:
            await self._consumer.commit({TopicPartition(*one): offset for one, offset in offsets.items()})
        except CommitFailedError as error:
            raise CommitFenced(str(error)) from error
        except KafkaError as error:
            raise Unavailable(repr(error)) from error

    async def committed(self, partition: Partition) -> int | None:
        """What the group has committed, None when it never did."""
        offset: int | None = await self._consumer.committed(TopicPartition(*partition))
        return offset

    async def seek(self, partition: Partition, offset: int | None) -> None:
        """Go on at this offset, at the beginning where it is None."""
        where = TopicPartition(*partition)
        if offset is None:
            await self._consumer.seek_to_beginning(where)
        else:
            self._consumer.seek(where, offset)

    def end_of(self, partition: Partition) -> int | None:
        """The end of the log as the last fetch saw it."""
        offset: int | None = self._consumer.highwater(TopicPartition(*partition))
        return offset

    def partitions_of(self, topic: str) -> int:
        """How many partitions the topic has, as far as is known; 0 when it is not known."""
        return len(self._consumer.partitions_for_topic(topic) or ())

    async def stop(self, budget: float) -> None:
        """Leave the group and close. With no broker in reach, stop() raises CancelledError by itself."""
        try:
            async with asyncio.timeout(budget):
                await self._consumer.stop()
        except (TimeoutError, KafkaError) as error:
            logger.warning("consumer_stop_failed", extra=fields(error=repr(error)))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            logger.warning("consumer_stop_failed", extra=fields(error="cancelled inside aiokafka"))
        await self._consumer._client.close()


def _record(one: ConsumerRecord[bytes | None, bytes | None]) -> Record:
    return Record(
        Partition(one.topic, one.partition),
        one.offset,
        one.key,
        one.value,
        tuple(one.headers),
        one.timestamp,
    )
