"""The embedded broker, as far as one consumer and its producers lean on it."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from local.broker import MockBroker
from local.broker.topics import TOPICS, Topic

OFFSET_COMMIT = 8
NOT_COORDINATOR = 16


@asynccontextmanager
async def _producer(broker: MockBroker) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(
        bootstrap_servers=broker.bootstrap, acks="all", enable_idempotence=True
    ) as producer:
        yield producer


@asynccontextmanager
async def _consumer(broker: MockBroker, topic: str, group: str) -> AsyncIterator[AIOKafkaConsumer]:
    async with AIOKafkaConsumer(
        topic,
        bootstrap_servers=broker.bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=50,
        # The mock waits out the session time before a group gets its next member.
        session_timeout_ms=2000,
        heartbeat_interval_ms=500,
    ) as consumer:
        yield consumer


def _topic(broker: MockBroker, partitions: int = 1) -> str:
    name = f"contract-{uuid.uuid4().hex}"
    broker.create_topic(Topic(name, partitions))
    return name


async def test_the_three_topics_have_their_partitions(mock_broker: MockBroker) -> None:
    async with _producer(mock_broker) as producer:
        counts = {topic.name: len(await producer.partitions_for(topic.name)) for topic in TOPICS}

    assert counts == {"flight-operations": 24, "flight-operations.raw": 6, "flight-operations.dlq": 6}


async def test_a_message_comes_back_byte_for_byte_with_key_and_headers(mock_broker: MockBroker) -> None:
    topic = _topic(mock_broker)
    headers = [("correlation-id", b"c1"), ("content-type", b"application/json")]
    async with _producer(mock_broker) as producer, _consumer(mock_broker, topic, "bytes") as consumer:
        sent = await producer.send_and_wait(topic, b"\x00\xffvalue", key=b"UA-0207", headers=headers)
        got = await asyncio.wait_for(consumer.getone(), 10)

    assert (got.key, got.value, list(got.headers), got.offset) == (
        b"UA-0207",
        b"\x00\xffvalue",
        headers,
        sent.offset,
    )


async def test_the_next_member_starts_after_the_committed_offset(mock_broker: MockBroker) -> None:
    topic = _topic(mock_broker)
    partition = TopicPartition(topic, 0)
    async with _producer(mock_broker) as producer:
        for number in range(3):
            await producer.send_and_wait(topic, str(number).encode())
    async with _consumer(mock_broker, topic, "resume") as first:
        await asyncio.wait_for(first.getone(), 10)
        await first.commit({partition: 1})
        assert await first.committed(partition) == 1

    async with _consumer(mock_broker, topic, "resume") as second:
        got = await asyncio.wait_for(second.getone(), 10)

    assert got.value == b"1"


async def test_an_injected_commit_error_is_retried_by_the_client(mock_broker: MockBroker) -> None:
    topic = _topic(mock_broker)
    partition = TopicPartition(topic, 0)
    async with _producer(mock_broker) as producer, _consumer(mock_broker, topic, "errors") as consumer:
        await producer.send_and_wait(topic, b"x")
        await asyncio.wait_for(consumer.getone(), 10)
        mock_broker.push_errors(OFFSET_COMMIT, NOT_COORDINATOR)
        await asyncio.wait_for(consumer.commit({partition: 1}), 10)
        assert await consumer.committed(partition) == 1


async def test_what_was_written_outlives_an_outage(mock_broker: MockBroker) -> None:
    topic = _topic(mock_broker)
    async with _producer(mock_broker) as producer:
        await producer.send_and_wait(topic, b"before")
        mock_broker.down()
        sending = asyncio.create_task(producer.send_and_wait(topic, b"during"))
        await asyncio.sleep(0.3)
        assert not sending.done()
        mock_broker.up()
        await asyncio.wait_for(sending, 15)

    async with _consumer(mock_broker, topic, "outage") as consumer:
        values = [(await asyncio.wait_for(consumer.getone(), 10)).value for _ in range(2)]

    assert values == [b"before", b"during"]
