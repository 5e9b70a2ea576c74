"""A task that runs once, by hand or in a pipeline: makes the topics and says where the group begins."""

from __future__ import annotations

from constructs import Construct

from infra.config import Config
from infra.config.kafka import OWN
from infra.constructs.kafka_client import GROUP, KafkaClient, region
from infra.constructs.service_task import ServiceTask, TaskSpec
from services.core.contracts.topics import DEAD_LETTERS, MIN_IN_SYNC, OPERATIONS, RAW, REPLICATION


class TopicsTask(Construct):
    """Run again it changes nothing. It may make topics and move the group, which no service may."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, kafka: KafkaClient) -> None:
        super().__init__(scope, construct_id)
        own = config.kafka.kind == OWN
        self.task = ServiceTask(
            self,
            "Task",
            config=config,
            spec=TaskSpec(
                service="consumer",
                image=config.tasks.consumer_image,
                cpu=256,
                memory_mb=512,
                command=["python", "-m", "services.consumer.topics"],
                environment={
                    **region(),
                    **kafka.reach.environment,
                    "FLIGHTPULSE_KAFKA_GROUP": GROUP,
                    "FLIGHTPULSE_TOPIC_PARTITIONS": str(config.kafka.partitions),
                    "FLIGHTPULSE_TOPIC_REPLICATION": str(REPLICATION),
                    # MSK has it from its cluster; own brokers are told.
                    "FLIGHTPULSE_TOPIC_MIN_IN_SYNC": str(MIN_IN_SYNC if own else 0),
                    "FLIGHTPULSE_TOPIC_RETENTION_DAYS": str(config.kafka.retention_days),
                    "FLIGHTPULSE_GROUP_BEGINS_AT": config.kafka.initial_offset,
                },
                secrets=kafka.reach.secrets,
            ),
        )
        topics = [OPERATIONS, RAW, DEAD_LETTERS]
        for statement in kafka.rights(reads=[OPERATIONS, RAW], makes=topics, group=True):
            self.task.role.add_to_policy(statement)
