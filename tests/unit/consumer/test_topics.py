"""The program that makes the topics: what it asks for, what it refuses, and that it moves no group."""

from typing import Any

import pytest
from aiokafka import TopicPartition

from services.consumer.errors import CannotStart
from services.consumer.settings import BadSetting
from services.consumer.topics.begin import begin_group, read_by_the_group
from services.consumer.topics.make import definitions, make_topics
from services.consumer.topics.settings import Settings
from services.core.contracts.topics import DEAD_LETTERS, OPERATIONS, RAW

ENVIRONMENT = {
    "FLIGHTPULSE_KAFKA_BOOTSTRAP": "broker:9098",
    "AWS_REGION": "eu-central-1",
    "FLIGHTPULSE_TOPIC_MIN_IN_SYNC": "2",
}
SETTINGS = Settings.from_environment(ENVIRONMENT)


class Brokers:
    """An admin client that remembers topics and their partitions."""

    def __init__(self, code: int = 0, **there: int) -> None:
        self.there = {name.replace("_", "."): partitions for name, partitions in there.items()}
        self.made: list[Any] = []
        self.topic_errors: list[tuple[str, int, str]] = []
        self._code = code

    async def list_topics(self) -> list[str]:
        return list(self.there)

    async def create_topics(self, topics: list[Any]) -> "Brokers":
        self.made = topics
        self.topic_errors = [(topic.name, self._code, "why") for topic in topics]
        return self

    async def describe_topics(self, names: list[str]) -> list[dict[str, Any]]:
        return [{"topic": name, "partitions": [{}] * self.there[name]} for name in names]


async def test_three_topics_with_copies_limits_and_a_week() -> None:
    asked = {topic.name: topic for topic in definitions(SETTINGS)}
    assert {name: topic.num_partitions for name, topic in asked.items()} == {
        OPERATIONS: 24,
        RAW: 6,
        DEAD_LETTERS: 6,
    }
    for topic in asked.values():
        assert topic.replication_factor == 3
        assert topic.topic_configs["min.insync.replicas"] == "2"
        assert topic.topic_configs["retention.ms"] == str(7 * 86_400_000)
    limits = {name: int(topic.topic_configs["max.message.bytes"]) for name, topic in asked.items()}
    assert limits[DEAD_LETTERS] > limits[OPERATIONS] == limits[RAW]


async def test_msk_serverless_is_told_nothing_that_it_refuses() -> None:
    settings = Settings.from_environment({**ENVIRONMENT, "FLIGHTPULSE_TOPIC_MIN_IN_SYNC": "0"})
    assert all("min.insync.replicas" not in topic.topic_configs for topic in definitions(settings))


async def test_only_what_is_missing_is_made() -> None:
    brokers = Brokers(**{"flight-operations": 24, "flight-operations_dlq": 6})
    assert await make_topics(brokers, SETTINGS) == [RAW]
    assert [topic.name for topic in brokers.made] == [RAW]


async def test_another_number_of_partitions_is_refused_and_named() -> None:
    with pytest.raises(CannotStart, match="flight-operations has 12 partitions and 24 are asked for"):
        await make_topics(Brokers(**{"flight-operations": 12}), SETTINGS)


async def test_what_the_brokers_refuse_is_said() -> None:
    with pytest.raises(CannotStart, match="flight-operations was not made: InvalidReplicationFactorError"):
        await make_topics(Brokers(code=38), SETTINGS)


class Group:
    """A consumer with offsets by partition."""

    def __init__(self, committed: dict[TopicPartition, int]) -> None:
        self.offsets = dict(committed)
        self.assigned: list[TopicPartition] = []

    def assign(self, partitions: list[TopicPartition]) -> None:
        self.assigned = partitions

    async def committed(self, partition: TopicPartition) -> int | None:
        assert partition in self.assigned
        return self.offsets.get(partition)

    async def beginning_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(partitions, 3)

    async def end_offsets(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(partitions, 90)

    async def commit(self, offsets: dict[TopicPartition, int]) -> None:
        self.offsets |= offsets


@pytest.mark.parametrize(("begin_at", "offset"), [("earliest", 3), ("latest", 90)])
async def test_a_new_group_begins_at_a_named_offset_of_every_partition_that_it_reads(
    begin_at: str, offset: int
) -> None:
    group = Group({})
    partitions = read_by_the_group(24)
    await begin_group(group, partitions, begin_at)
    assert len(partitions) == 24 + 6
    assert group.offsets == dict.fromkeys(partitions, offset)


async def test_a_group_that_has_worked_is_not_moved() -> None:
    worked = TopicPartition(OPERATIONS, 5)
    group = Group({worked: 41})
    begun = await begin_group(group, read_by_the_group(24), "latest")
    assert worked not in begun
    assert group.offsets[worked] == 41


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("FLIGHTPULSE_KAFKA_BOOTSTRAP", "", "host:port"),
        ("FLIGHTPULSE_TOPIC_PARTITIONS", "none", "1 to 200"),
        ("FLIGHTPULSE_TOPIC_REPLICATION", "9", "1 to 5"),
        ("FLIGHTPULSE_GROUP_BEGINS_AT", "yesterday", "earliest, latest"),
        ("FLIGHTPULSE_KAFKA_ACCESS", "plaintext", "iam or scram"),
    ],
)
def test_a_wrong_setting_says_what_would_be_right(name: str, value: str, right: str) -> None:
    with pytest.raises(BadSetting, match=rf"{name}.*{right}"):
        Settings.from_environment({**ENVIRONMENT, name: value})
