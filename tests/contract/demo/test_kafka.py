"""What the demo sends and counts, against the embedded broker."""

from collections.abc import Iterator
from datetime import date

import pytest
from confluent_kafka import Consumer, TopicPartition

from flightpulse.demo.offsets import Offsets
from flightpulse.demo.producer import EventProducer, ProduceFailed
from local.broker import MockBroker
from local.replay.day import replay_of

pytestmark = pytest.mark.broker

TOPIC, GROUP = "flight-operations", "a-group"
EVENTS = replay_of(date(2013, 3, 8), 5, 7).events


@pytest.fixture(scope="module")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with MockBroker.start(tmp_path_factory.mktemp("broker")) as broker:
        with EventProducer(broker.bootstrap, TOPIC) as producer:
            for event in EVENTS:
                producer.send(event)
        assert producer.acknowledged == len(EVENTS)
        yield broker.bootstrap


@pytest.fixture
def offsets(bootstrap: str) -> Iterator[Offsets]:
    opened = Offsets(bootstrap, GROUP)
    yield opened
    opened.close()


def test_every_event_arrives_under_its_flight_key_in_order_and_with_its_headers(bootstrap: str) -> None:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "reader"})
    consumer.assign([TopicPartition(TOPIC, number, 0) for number in range(24)])
    records = consumer.consume(len(EVENTS), timeout=10)
    consumer.close()

    sent = {event.value: event for event in EVENTS}
    by_flight: dict[str, list[bytes]] = {}
    for record in records:
        key, value = record.key(), record.value()
        assert isinstance(key, bytes)
        assert isinstance(value, bytes)
        by_flight.setdefault(key.decode(), []).append(value)
        assert record.headers() == list(sent[value].headers)
    assert by_flight == {
        key: [event.value for event in EVENTS if event.flight_key == key] for key in by_flight
    }
    assert len(records) == len(EVENTS)


def test_records_and_committed_offsets_are_counted_over_all_partitions(
    bootstrap: str, offsets: Offsets
) -> None:
    assert offsets.records(TOPIC) == len(EVENTS)
    assert offsets.records("flight-operations.dlq") == 0
    assert offsets.committed(TOPIC) == 0

    worker = Consumer({"bootstrap.servers": bootstrap, "group.id": GROUP})
    worker.commit(offsets=[TopicPartition(TOPIC, 0, 2), TopicPartition(TOPIC, 5, 3)], asynchronous=False)
    worker.close()

    assert offsets.committed(TOPIC) == 5


def test_a_broker_that_is_gone_fails_the_flush_instead_of_waiting_for_ever(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flightpulse.demo.producer.FLUSH_SECONDS", 0.5)
    with MockBroker.start(tmp_path_factory.mktemp("gone")) as broker:
        producer = EventProducer(broker.bootstrap, TOPIC)
        broker.down()
        producer.send(EVENTS[0])
        with pytest.raises(ProduceFailed, match="1 events were not acknowledged"):
            producer.flush()


def test_on_a_stack_that_has_seen_records_only_those_from_the_beginning_on_count(
    bootstrap: str, offsets: Offsets
) -> None:
    offsets.begin(TOPIC)
    worker = Consumer({"bootstrap.servers": bootstrap, "group.id": GROUP})
    worker.commit(offsets=[TopicPartition(TOPIC, 0, len(EVENTS) - 9)], asynchronous=False)
    assert offsets.committed(TOPIC) == 0, "those are of the records from before"
    worker.commit(
        offsets=[TopicPartition(TOPIC, 0, len(EVENTS)), TopicPartition(TOPIC, 5, 3)], asynchronous=False
    )
    worker.close()
    assert offsets.committed(TOPIC) == 3
