"""What lies in the topics and how far the consumer has come, without joining its group."""

from confluent_kafka import Consumer, TopicPartition

TIMEOUT_SECONDS = 20.0


class Offsets:
    """Reads end offsets and the offsets that a group committed."""

    def __init__(self, bootstrap: str, group: str) -> None:
        self._before: dict[str, int] = {}
        # Only asked, never subscribed: it does not become a member of the group.
        self._consumer = Consumer(
            {"bootstrap.servers": bootstrap, "group.id": group, "enable.auto.commit": False, "log_level": 0}
        )

    def records(self, topic: str) -> int:
        """Records in a topic that nothing was ever deleted from."""
        return sum(
            self._consumer.get_watermark_offsets(partition, timeout=TIMEOUT_SECONDS)[1]
            for partition in self._partitions(topic)
        )

    def begin(self, topic: str) -> None:
        """Count from here on: what lies in the topic now is somebody else's."""
        self._before[topic] = self.records(topic)

    def committed(self, topic: str) -> int:
        """Records of a topic that the group has finished; since `begin`, where that was said."""
        offsets = self._consumer.committed(self._partitions(topic), timeout=TIMEOUT_SECONDS)
        finished = sum(max(0, partition.offset) for partition in offsets)
        return max(0, finished - self._before.get(topic, 0))

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()

    def _partitions(self, topic: str) -> list[TopicPartition]:
        found = self._consumer.list_topics(topic, timeout=TIMEOUT_SECONDS).topics[topic].partitions
        return [TopicPartition(topic, number) for number in found]
