"""Everything that lies in a topic, for comparing it with what came of it."""

from dataclasses import dataclass
from typing import Any

from confluent_kafka import Consumer, KafkaException, TopicPartition

TIMEOUT_SECONDS = 20.0
BATCH = 1000


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """One record; `timestamp` is its own, epoch milliseconds of the wall clock of whoever produced it."""

    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]


def read_topic(bootstrap: str, topic: str) -> list[TopicRecord]:
    """Every record up to the present end, partition by partition in order of offset."""
    # Assigned, never subscribed: it becomes a member of no group.
    consumer = Consumer(
        {"bootstrap.servers": bootstrap, "group.id": "report", "enable.auto.commit": False, "log_level": 0}
    )
    try:
        partitions = consumer.list_topics(topic, timeout=TIMEOUT_SECONDS).topics[topic].partitions
        waiting = sum(
            consumer.get_watermark_offsets(TopicPartition(topic, number), timeout=TIMEOUT_SECONDS)[1]
            for number in partitions
        )
        consumer.assign([TopicPartition(topic, number, 0) for number in partitions])
        found: list[TopicRecord] = []
        while len(found) < waiting:
            messages = consumer.consume(min(BATCH, waiting - len(found)), timeout=TIMEOUT_SECONDS)
            if not messages:
                raise TimeoutError(f"{len(found)} of {waiting} records of {topic} could be read")
            for message in messages:
                if message.error() is not None:
                    raise KafkaException(message.error())
                found.append(
                    TopicRecord(
                        message.partition() or 0,
                        message.offset() or 0,
                        message.timestamp()[1],
                        message.key(),
                        message.value(),
                        _bytes_of(message.headers()),
                    )
                )
        return sorted(found, key=lambda record: (record.partition, record.offset))
    finally:
        consumer.close()


def _bytes_of(headers: Any) -> dict[str, bytes]:
    return {name: value for name, value in headers or () if isinstance(value, bytes)}
