"""The broker as an administrator sees it."""

from types import TracebackType

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicCollection, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from flightpulse.stack.errors import StackProblem
from flightpulse.stack.lineage import START_ANEW
from flightpulse.stack.patience import LIMIT_SECONDS, patiently
from local.broker.topics import Topic

DAY_MILLISECONDS = 24 * 60 * 60 * 1000


class Broker:
    """Topics and offsets. Everything raises KafkaException when the broker does not answer in a minute."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._admin = AdminClient({"bootstrap.servers": bootstrap, "log_level": 0})

    def ensure_topic(self, topic: Topic, kept_days: int) -> bool:
        """Create the topic unless it is there; whether it was created. StackProblem: it has another shape."""
        new = NewTopic(
            topic.name,
            num_partitions=topic.partitions,
            replication_factor=1,
            config={"retention.ms": str(kept_days * DAY_MILLISECONDS)},
        )
        try:
            self._admin.create_topics([new], request_timeout=LIMIT_SECONDS)[topic.name].result()
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise
            self._require_shape(topic)
            return False
        return True

    def ensure_offsets(self, group: str, topic: str) -> int:
        """Let the group begin at the first record of each partition where it never was; how many."""
        consumer = Consumer(
            {
                "bootstrap.servers": self._bootstrap,
                "group.id": group,
                "enable.auto.commit": False,
                "log_level": 0,
            }
        )
        try:
            partitions = [TopicPartition(topic, number) for number in range(self._partitions(topic))]
            committed = patiently(lambda: consumer.committed(partitions, timeout=LIMIT_SECONDS))
            first = [self._first(consumer, place) for place in committed if place.offset < 0]
            if first:
                patiently(lambda: consumer.commit(offsets=first, asynchronous=False))
            return len(first)
        finally:
            consumer.close()

    def topic_id(self, topic: str) -> str:
        """The id that Kafka gave the topic when it was created."""
        described = self._admin.describe_topics(TopicCollection([topic]), request_timeout=LIMIT_SECONDS)
        return str(described[topic].result().topic_id)

    def __enter__(self) -> "Broker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing has to be closed: the client ends with this object."""

    def _require_shape(self, topic: Topic) -> None:
        found = self._partitions(topic.name)
        if found != topic.partitions:
            raise StackProblem(
                f"{topic.name} has {found} partitions, not {topic.partitions}: the volume is another"
                f" release's; {START_ANEW}"
            )

    def _partitions(self, topic: str) -> int:
        return len(self._admin.list_topics(topic, timeout=LIMIT_SECONDS).topics[topic].partitions)

    @staticmethod
    def _first(consumer: Consumer, place: TopicPartition) -> TopicPartition:
        low, _ = patiently(lambda: consumer.get_watermark_offsets(place, timeout=LIMIT_SECONDS))
        return TopicPartition(place.topic, place.partition, low)
