"""Reads the dead-letter topic from its beginning to its present end, as nobody's member."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from flightpulse.dlq.access import Brokers
from flightpulse.dlq.letter import DeadLetter, Place
from flightpulse.errors import UsageProblem

PATIENCE_SECONDS = 20.0


@dataclass(slots=True)
class Mailbox:
    """Dead letters in the order of time, and where each was replayed to."""

    letters: Sequence[DeadLetter]
    replays: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))


async def read(brokers: Brokers) -> Mailbox:
    """Everything that lies there now. Raises UsageProblem when the topic cannot be reached."""
    letters, box = [], Mailbox(())
    try:
        async for record in _records(brokers):
            if (noted := record.note_of) is None:
                letters.append(record)
            else:
                box.replays[noted].append(record.note_to)
    except (KafkaError, TimeoutError, OSError) as error:
        raise UsageProblem(
            f"{brokers.topic} at {brokers.bootstrap} cannot be read ({error or type(error).__name__}): name"
            " brokers that run and let us in"
        ) from error
    box.letters = sorted(letters, key=lambda one: (one.when, one.place))
    return box


async def _records(brokers: Brokers) -> AsyncIterator[DeadLetter]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=brokers.bootstrap,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        **brokers.access.client_arguments(),
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await consumer.start()
            partitions = await _partitions(consumer, brokers)
            consumer.assign(partitions)
            left = await consumer.end_offsets(partitions)
            first = await consumer.beginning_offsets(partitions)
        left = {one: end for one, end in left.items() if end > first[one]}
        while left:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await consumer.getmany(*left, timeout_ms=500)
                left = {one: end for one, end in left.items() if await consumer.position(one) < end}
            for one in (record for records in found.values() for record in records):
                place = one.partition, one.offset
                yield DeadLetter(place, one.key, one.value, tuple(one.headers), one.timestamp)
    finally:
        await consumer.stop()


async def _partitions(consumer: AIOKafkaConsumer, brokers: Brokers) -> list[TopicPartition]:
    # The consumer's own topics() throws away the partitions that came with it.
    cluster = await consumer._client.fetch_all_metadata()
    topics = cluster.topics()
    if brokers.topic not in topics:
        known = ", ".join(sorted(name for name in topics if not name.startswith("__"))) or "none"
        raise UsageProblem(
            f"there is no topic {brokers.topic} at {brokers.bootstrap}; --topic names another: {known}"
        )
    return [TopicPartition(brokers.topic, number) for number in cluster.partitions_for_topic(brokers.topic)]
