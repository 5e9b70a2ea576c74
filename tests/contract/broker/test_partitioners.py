"""Every producer puts a key on the same partition, whichever library it uses."""

import uuid

from aiokafka.partitioner import DefaultPartitioner
from confluent_kafka import Message, Producer

from local.broker import MockBroker
from local.broker.topics import Topic

PARTITIONS = 24
KEYS = [
    f"{carrier}-{number:04d}-2013-03-08-EWR-1".encode() for carrier in ("UA", "B6") for number in range(100)
]


def _partitions_of_librdkafka(broker: MockBroker, **settings: str) -> dict[bytes, int]:
    topic = f"partitioner-{uuid.uuid4().hex}"
    broker.create_topic(Topic(topic, PARTITIONS))
    placed: dict[bytes, int] = {}

    def delivered(error: object, message: Message) -> None:
        assert error is None
        placed[message.key() or b""] = message.partition() or 0

    producer = Producer({"bootstrap.servers": broker.bootstrap, **settings})
    for key in KEYS:
        producer.produce(topic, key=key, value=b"", on_delivery=delivered)
    assert producer.flush(15) == 0
    return placed


def _partitions_of_aiokafka() -> dict[bytes, int]:
    everywhere = list(range(PARTITIONS))
    choose = DefaultPartitioner()
    return {key: choose(key, everywhere, everywhere) for key in KEYS}


def test_librdkafka_with_murmur2_random_agrees_with_aiokafka_on_200_keys(mock_broker: MockBroker) -> None:
    placed = _partitions_of_librdkafka(mock_broker, partitioner="murmur2_random")

    assert len(placed) == 200
    assert placed == _partitions_of_aiokafka()


def test_the_default_partitioner_of_librdkafka_does_not_agree(mock_broker: MockBroker) -> None:
    """Why the setting is needed: were this test to fail, it no longer would be."""
    placed = _partitions_of_librdkafka(mock_broker)
    expected = _partitions_of_aiokafka()

    elsewhere = [key for key in KEYS if placed[key] != expected[key]]

    assert len(elsewhere) > 100
