"""What the API relies on of its event log: Kafka and the fake keep the same record."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaConsumer
from confluent_kafka import Producer

from local.broker.mock_broker import MockBroker
from local.broker.topics import Topic
from services.api.adapters.kafka import KafkaLog
from services.api.ports import EventLog, LogUnavailable
from services.core.awsio.kafka_access import KafkaAccess
from tests.fakes.api_log import InMemoryLog

pytestmark = pytest.mark.broker

KEY = b"UA-0207-2013-03-08-EWR-1"
HEADERS = {"content-type": "application/json", "correlation-id": "c-1"}


@pytest.fixture
def topic(mock_broker: MockBroker) -> str:
    name = f"ops-{uuid.uuid4().hex[:8]}"
    mock_broker.create_topic(Topic(name, 24))
    return name


@pytest.fixture
async def kafka(mock_broker: MockBroker, topic: str) -> AsyncIterator[KafkaLog]:
    log = KafkaLog(mock_broker.bootstrap, topic, KafkaAccess())
    await log.open()
    await _until_reachable(log)
    yield log
    await log.close()


async def test_a_record_is_kept_with_key_and_headers(
    kafka: KafkaLog, mock_broker: MockBroker, topic: str
) -> None:
    fake = InMemoryLog()
    for log in (kafka, fake):
        await log.append(KEY, b'{"a":1}', HEADERS)
    bootstrap = mock_broker.bootstrap
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        record = await asyncio.wait_for(consumer.getone(), 10)
    finally:
        await consumer.stop()
    kept = fake.records[0]
    assert (record.key, record.value) == (kept.key, kept.value)
    assert {name: text.decode() for name, text in record.headers} == kept.headers
    assert record.partition == await asyncio.to_thread(_partition_by_librdkafka, mock_broker, topic)


async def test_a_reachable_log_says_so(kafka: KafkaLog) -> None:
    for log in (kafka, InMemoryLog()):
        assert await log.reachable()


async def test_without_a_broker_it_opens_refuses_and_closes() -> None:
    log = KafkaLog("127.0.0.1:9", "any", KafkaAccess())
    await log.open()
    await asyncio.sleep(0.05)
    assert not await log.reachable()
    with pytest.raises(LogUnavailable):
        await log.append(KEY, b"{}", HEADERS)
    await asyncio.wait_for(log.close(), 2)


async def test_an_outage_is_waited_out_by_the_same_send(mock_broker: MockBroker, kafka: KafkaLog) -> None:
    mock_broker.down()
    try:
        send = asyncio.create_task(kafka.append(KEY, b"{}", HEADERS))
        done, _ = await asyncio.wait({send}, timeout=0.5)
        assert not done
    finally:
        mock_broker.up()
    await asyncio.wait_for(send, 20)


def _partition_by_librdkafka(mock_broker: MockBroker, topic: str) -> int:
    """Where another client puts the key by murmur2; the consumer refuses it anywhere else."""
    put: list[int | None] = []
    producer = Producer({"bootstrap.servers": mock_broker.bootstrap, "partitioner": "murmur2_random"})
    producer.produce(topic, b"", KEY, on_delivery=lambda _, message: put.append(message.partition()))
    producer.flush(10)
    [partition] = put
    assert partition is not None
    return partition


async def _until_reachable(log: EventLog) -> None:
    for _ in range(200):
        if await log.reachable():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the broker was not reached")
