"""The consumer: its service, its rights, and as many tasks as the lag asks for."""

from __future__ import annotations

from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.kafka_client import KafkaClient, region
from infra.constructs.lag_scaling import scale_on_lag
from infra.constructs.placement import Placement
from infra.constructs.service import fargate_service
from infra.constructs.service_task import ServiceTask, TaskSpec
from infra.constructs.tracing import tracing
from infra.constructs.workflow import leading_keys
from services.core.contracts import metrics
from services.core.contracts.topics import DEAD_LETTERS, OPERATIONS, RAW

HEALTH_PORT = 8081


class Consumer(Construct):
    """Nothing calls it: its health is looked at from inside the task."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        cluster: ecs.ICluster,
        placement: Placement,
        data: Data,
        kafka: KafkaClient,
    ) -> None:
        super().__init__(scope, construct_id)
        self.task = ServiceTask(
            self,
            "Task",
            config=config,
            spec=TaskSpec(
                service="consumer",
                image=config.tasks.consumer_image,
                cpu=config.consumer.cpu,
                memory_mb=config.consumer.memory_mb,
                port=HEALTH_PORT,
                environment={
                    **region(),
                    **kafka.reach.environment,
                    "FLIGHTPULSE_TABLE": data.table.table_name,
                    "FLIGHTPULSE_BUS": data.bus.event_bus_name,
                    "FLIGHTPULSE_HTTP_HOST": "127.0.0.1",
                    "FLIGHTPULSE_HTTP_PORT": str(HEALTH_PORT),
                    "FLIGHTPULSE_STATUS_SHARDS": str(config.consumer.status_shards),
                    **tracing(config),
                    metrics.SETTING: metrics.EMBEDDED,
                },
                secrets=kafka.reach.secrets,
            ),
        )
        self._allow(data, kafka)
        least = config.consumer.min_tasks if config.tasks.running else 0
        self.service = fargate_service(
            self,
            config=config,
            cluster=cluster,
            task=self.task,
            placement=placement,
            tasks=least,
            greatest_percent=one_more_of(config.consumer.min_tasks),
        )
        scale_on_lag(self.service, config.consumer, least=least)

    def _allow(self, data: Data, kafka: KafkaClient) -> None:
        table = [data.table.table_arn]
        self.task.allow(
            "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate", on=table, conditions=leading_keys("FLT#*")
        )
        # State, and what an owner that died left of its partitions.
        self.task.allow("dynamodb:BatchGetItem", on=table, conditions=leading_keys("FLT#*", "PTN#*"))
        # History, the way from a flight's number and date to its key, and the same of partitions.
        writes = leading_keys("FLT#*", "DSG#*", "PTN#*")
        self.task.allow("dynamodb:BatchWriteItem", on=table, conditions=writes)
        self.task.allow("dynamodb:Query", on=table, conditions=leading_keys("DSG#*"))
        # How each member stands, for the board.
        self.task.allow("dynamodb:PutItem", on=table, conditions=leading_keys("MBR#*"))
        self.task.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        for statement in kafka.rights(reads=[OPERATIONS, RAW], writes=[OPERATIONS, DEAD_LETTERS], group=True):
            self.task.role.add_to_policy(statement)


def one_more_of(tasks: int) -> int:
    """The greatest percentage that lets one task more than the usual number run, and not two.

    A deployment then takes one task after the other: the group's partitions move a few at a time.
    """
    return 100 + -(-100 // tasks)
