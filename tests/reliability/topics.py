"""The broker's side as the tests see it: what was produced where, what is committed, what is dead."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition

LIMIT_SECONDS: Final = 15.0
T = TypeVar("T")
_QUIET: Final = {"log_level": 0}


@dataclass(frozen=True, slots=True)
class Sent:
    """A record that the broker has."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Dead:
    """A record of the dead-letter topic."""

    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes]

    @property
    def source(self) -> tuple[str, int, int]:
        """Topic, partition and offset that it came from."""
        topic, partition, offset = (
            self.headers[f"dlq.source.{name}"].decode() for name in ("topic", "partition", "offset")
        )
        return topic, int(partition), int(offset)


class Topics:
    """One group's topics. Joins no group: it only asks."""

    def __init__(self, bootstrap: str, group: str, partitions: Iterable[tuple[str, int]]) -> None:
        """`partitions` are those whose offsets the group commits."""
        self._bootstrap = bootstrap
        self.partitions = tuple(partitions)
        self.sent: list[Sent] = []
        self._failures: list[KafkaError] = []
        common = {"bootstrap.servers": bootstrap, **_QUIET}
        self._producer = Producer(
            {
                **common,
                "acks": "all",
                "enable.idempotence": True,
                "partitioner": "murmur2_random",
                "linger.ms": 0,
                "message.max.bytes": 2**24,
            }
        )
        self._asker = Consumer({**common, "group.id": group, "enable.auto.commit": False})

    def produce(self, records: Sequence[tuple[str, bytes | None, bytes | None]]) -> None:
        """Send (topic, key, value) in this order, all acknowledged."""
        for topic, key, value in records:
            self._producer.produce(
                topic, value, key, headers=[("trace", b"\x00\xff")], on_delivery=self._delivered
            )
            self._producer.poll(0)
        left = self._producer.flush(LIMIT_SECONDS)
        assert not left, f"{left} records were not acknowledged in {LIMIT_SECONDS:g} s"
        assert not self._failures, self._failures

    def committed(self) -> dict[tuple[str, int], int]:
        """What the group has committed; 0 where it never did. Raises KafkaException."""
        asked = [TopicPartition(*one) for one in self.partitions]
        found = _answered(lambda: self._asker.committed(asked, timeout=LIMIT_SECONDS))
        return {(one.topic, one.partition): max(one.offset, 0) for one in found}

    def ends(self) -> dict[tuple[str, int], int]:
        """The end of each log. Raises KafkaException."""
        return {one: self._end(TopicPartition(*one)) for one in self.partitions}

    def _end(self, place: TopicPartition) -> int:
        return _answered(lambda: self._asker.get_watermark_offsets(place, timeout=LIMIT_SECONDS))[1]

    def dead_letters(self, topic: str, partitions: int) -> list[Dead]:
        """Everything in the dead-letter topic."""
        return [Dead(one.key(), one.value(), dict(_headers(one))) for one in self.read(topic, partitions)]

    def read(self, topic: str, partitions: int) -> list[Message]:
        """Every record of a topic."""
        reader = Consumer(
            {
                "bootstrap.servers": self._bootstrap,
                "group.id": "reader",
                "enable.auto.commit": False,
                **_QUIET,
            }
        )
        try:
            places = [TopicPartition(topic, number, 0) for number in range(partitions)]
            expected = sum(self._end(one) for one in places)
            reader.assign(places)
            found: list[Message] = []
            while len(found) < expected:
                batch = reader.consume(expected - len(found), timeout=LIMIT_SECONDS)
                assert batch, f"{topic}: {len(found)} of {expected} records could be read"
                found += [one for one in batch if one.error() is None]
            return found
        finally:
            reader.close()

    def close(self) -> None:
        """Close the connections."""
        self._producer.flush(1.0)
        self._producer.close()
        self._asker.close()

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error is not None:
            self._failures.append(error)
            return
        topic, partition, offset = message.topic(), message.partition(), message.offset()
        assert topic is not None
        assert partition is not None
        assert offset is not None
        self.sent.append(Sent(topic, partition, offset, message.key(), message.value()))


def _answered(ask: Callable[[], T]) -> T:
    """Asks again while the broker is away, for a while. Raises KafkaException."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while True:
        try:
            return ask()
        except KafkaException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _headers(message: Message) -> Iterator[tuple[str, bytes]]:
    found = message.headers() or []
    for name, value in found.items() if isinstance(found, dict) else found:
        yield name, value.encode() if isinstance(value, str) else value or b""
