"""The brokers and the topics."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, text, whole

SERVERLESS, PROVISIONED, OWN = "serverless", "provisioned", "own"

_INSTANCE = text(r"(express|kafka)\.[a-z0-9]+\.[a-z0-9]+", "a type of MSK broker, such as kafka.m7g.large")
_VERSION = text(r"\d+\.\d+\.(\d+|x)(\.kraft)?", "a version of Kafka that MSK runs, such as 4.1.x.kraft")


@dataclass(frozen=True, slots=True)
class KafkaConfig:
    """`kind`: MSK Serverless, MSK provisioned, or own brokers that a secret tells of.

    The topics are made by a task (`initial_offset` is where the group begins when it has no offset yet):
    partitions can be added to later, but then keys move, so there are more than the tasks of today need.
    """

    kind: str = setting("kafka", one_of(SERVERLESS, PROVISIONED, OWN), SERVERLESS, prod=PROVISIONED)
    version: str = setting("kafkaVersion", _VERSION, "4.1.x.kraft")
    broker_type: str = setting("kafkaBrokerType", _INSTANCE, "kafka.m7g.large")
    broker_storage_gb: int = setting("kafkaBrokerStorageGb", whole(1, 16_384), 100)
    partitions: int = setting("kafkaPartitions", whole(1, 200), 24)
    retention_days: int = setting("kafkaRetentionDays", whole(1, 365), 7)
    initial_offset: str = setting("kafkaInitialOffset", one_of("earliest", "latest"), "earliest")

    @property
    def uses_iam(self) -> bool:
        """Clients sign in with their task role; own brokers take a name and a password."""
        return self.kind != OWN
