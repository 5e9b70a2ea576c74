"""One test's own topics, group and stand-in on the shared broker, and everything that was said in them."""

import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from local.broker.topics import Topic
from tests.bench.contender import environment
from tests.integration.containers.contained import NotInTime
from tests.integration.containers.group.members import Member
from tests.integration.containers.group.news import News
from tests.integration.containers.group.store_client import Store
from tests.integration.containers.kafka_broker import KafkaBroker

PARTITIONS, RAW_PARTITIONS, DLQ_PARTITIONS = 6, 1, 1
SESSION_MS = 2_000
ASK_SECONDS = 10.0
HASTY = "tests.integration.containers.group.hasty"
"""The consumer with its patience cut short, as `hasty.py` says."""


class Rig:
    """Members come and go; `sent` is what was acknowledged, by partition and offset."""

    def __init__(self, broker: KafkaBroker, folder: Path) -> None:
        self.name = f"g{uuid.uuid4().hex[:10]}"
        self.broker = broker
        self.folder = folder
        self.store = Store(folder)
        self.members: list[Member] = []
        self.sent: dict[tuple[int, int], News] = {}
        self._client = Consumer(
            {
                "bootstrap.servers": broker.bootstrap,
                "group.id": self.name,
                "enable.auto.commit": False,
                "log_level": 0,
            }
        )
        self.create(self.topic)
        broker.create_topic(Topic(f"{self.name}.raw", RAW_PARTITIONS))
        broker.create_topic(Topic(self.dlq_topic, DLQ_PARTITIONS))

    @property
    def topic(self) -> str:
        """Of flight events."""
        return f"{self.name}.events"

    @property
    def dlq_topic(self) -> str:
        """Of dead letters."""
        return f"{self.name}.dlq"

    def create(self, topic: str) -> None:
        """The topic of flight events."""
        self.broker.create_topic(Topic(topic, PARTITIONS))

    def delete(self, topic: str) -> None:
        """As an operator might, by mistake."""
        admin = AdminClient({"bootstrap.servers": self.broker.bootstrap, "log_level": 0})
        admin.delete_topics([topic])[topic].result(ASK_SECONDS)

    def forget_all(self) -> None:
        """As retention would: no record is left, and what follows has later offsets."""
        admin = AdminClient({"bootstrap.servers": self.broker.bootstrap, "log_level": 0})
        ends = [TopicPartition(self.topic, number, end) for number, end in self.ends().items()]
        for deleted in admin.delete_records(ends).values():
            deleted.result(ASK_SECONDS)

    @contextmanager
    def member(self, **settings: str) -> Iterator[Member]:
        """A member that leaves at the end of the context."""
        member = self.join("services.consumer", **settings)
        yield member
        assert member.leave() == 0, member.child.log_tail()

    def first_to_end(self, *members: Member, limit_seconds: float = 30.0) -> Member:
        """Wait for one of these to end by itself."""
        deadline = time.monotonic() + limit_seconds
        while time.monotonic() < deadline:
            for member in members:
                if not member.child.running:
                    return member
            time.sleep(0.1)
        raise NotInTime("\n".join(member.child.log_tail() for member in members))

    def close(self) -> None:
        """Stop everything that was started."""
        for member in self.members:
            member.child.stop()
        self.store.child.stop()
        self._client.close()

    def join(self, program: str = "services.consumer", bootstrap: str = "", **settings: str) -> Member:
        """One more member. `settings` are of its environment; `bootstrap` is another way to the broker."""
        told = {
            **environment(bootstrap or self.broker.bootstrap, self.store.endpoint),
            "FLIGHTPULSE_KAFKA_GROUP": self.name,
            "FLIGHTPULSE_TOPIC": self.topic,
            "FLIGHTPULSE_RAW_TOPIC": f"{self.name}.raw",
            "FLIGHTPULSE_DLQ_TOPIC": self.dlq_topic,
            "FLIGHTPULSE_STATUS_SHARDS": "1",
            "FLIGHTPULSE_SESSION_TIMEOUT_MS": str(SESSION_MS),
            **settings,
        }
        member = Member(f"member-{len(self.members) + 1}", program, told, self.folder)
        self.members.append(member)
        return member

    def shared_by(self, *members: Member, limit_seconds: float = 40.0) -> None:
        """Wait until these have all partitions, each a share."""

        def shared() -> bool:
            shares = [member.partitions for member in members]
            return all(shares) and sum(shares) == PARTITIONS + RAW_PARTITIONS

        members[0].wait_for(shared, f"one of {len(members)} that share all partitions", limit_seconds)

    def say(self, news: Iterable[News], partitioner: str = "murmur2_random") -> None:
        """Produce in this order, and wait for every acknowledgement."""
        producer = Producer(
            {
                "bootstrap.servers": self.broker.bootstrap,
                "enable.idempotence": True,
                "partitioner": partitioner,
                "linger.ms": 2,
                "log_level": 0,
            }
        )
        try:
            for one in news:
                producer.produce(self.topic, one.value, one.key, on_delivery=partial(self._said, one))
                producer.poll(0)
            if producer.flush(30.0):
                raise NotInTime("the broker did not take everything in 30 s")
        finally:
            producer.close()

    def _said(self, one: News, error: object, message: object) -> None:
        if error is not None:
            raise AssertionError(f"the broker refused an event: {error}")
        self.sent[message.partition(), message.offset()] = one  # type: ignore[attr-defined]

    def committed(self) -> dict[int, int]:
        """What the group has committed of the topic; 0 where nothing was."""
        asked = [TopicPartition(self.topic, number) for number in range(PARTITIONS)]
        return {
            one.partition: max(0, one.offset) for one in self._client.committed(asked, timeout=ASK_SECONDS)
        }

    def ends(self) -> dict[int, int]:
        """The end of every log."""
        return {
            number: self._client.get_watermark_offsets(
                TopicPartition(self.topic, number), timeout=ASK_SECONDS
            )[1]
            for number in range(PARTITIONS)
        }

    def settle(self, limit_seconds: float = 60.0) -> None:
        """Wait until all that lies in the topic is committed. Raises NotInTime."""
        deadline = time.monotonic() + limit_seconds
        while True:
            try:
                done, ends = self.committed(), self.ends()
            except KafkaException:
                done, ends = {}, {0: 1}
            if done == ends:
                return
            if time.monotonic() > deadline:
                logs = "\n".join(member.child.log_tail() for member in self.members)
                raise NotInTime(f"after {limit_seconds:g} s committed {done} of {ends}\n{logs}")
            time.sleep(0.1)


@contextmanager
def rig(broker: KafkaBroker, folder: Path) -> Iterator[Rig]:
    """Everything of a test, stopped at its end."""
    made = Rig(broker, folder)
    try:
        yield made
    finally:
        made.close()
