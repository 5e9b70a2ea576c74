"""The API: its service behind the load balancer, its rights, and as many tasks as requests ask for."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elb
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.config import Config
from infra.config.api import ApiConfig
from infra.constructs.callers import Callers
from infra.constructs.data import Data
from infra.constructs.groups import API_PORT
from infra.constructs.kafka_client import KafkaClient, region
from infra.constructs.placement import Placement
from infra.constructs.service import fargate_service
from infra.constructs.service_task import ServiceTask, TaskSpec
from infra.constructs.tracing import tracing
from infra.constructs.workflow import leading_keys
from infra.naming import LOOKUP_INDEX, STATUS_INDEX
from services.core.contracts import metrics
from services.core.contracts.topics import OPERATIONS
from services.core.table.api_attributes import API_ATTRIBUTES

CPU_PERCENT = 60
# A quiet minute must not take what the next busy one needs again.
IN_COOLDOWN = Duration.minutes(10)
OUT_COOLDOWN = Duration.minutes(1)
GRACE_SECONDS = 60


class Api(Construct):
    """It checks the tokens of its callers itself, although only the gateway reaches its port."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        cluster: ecs.ICluster,
        placement: Placement,
        data: Data,
        contact_secret: secretsmanager.ISecret,
        kafka: KafkaClient,
        targets: elb.ApplicationTargetGroup,
        callers: Callers,
    ) -> None:
        super().__init__(scope, construct_id)
        cursors = secretsmanager.Secret(
            self,
            "CursorSecret",
            description="Signs the cursors of lists; a new one only ends the lists that are being read",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=64, exclude_punctuation=True
            ),
        )
        self.task = ServiceTask(
            self,
            "Task",
            config=config,
            spec=TaskSpec(
                service="api",
                image=config.tasks.api_image,
                cpu=config.api.cpu,
                memory_mb=config.api.memory_mb,
                port=API_PORT,
                environment={
                    **region(),
                    **kafka.reach.environment,
                    "FLIGHTPULSE_TABLE": data.table.table_name,
                    "FLIGHTPULSE_BUS": data.bus.event_bus_name,
                    "FLIGHTPULSE_CONTACT_SECRET_ARN": contact_secret.secret_arn,
                    "FLIGHTPULSE_STATUS_SHARDS": str(config.consumer.status_shards),
                    **callers.environment,
                    "FLIGHTPULSE_HTTP_HOST": "0.0.0.0",  # noqa: S104
                    "FLIGHTPULSE_HTTP_PORT": str(API_PORT),
                    **tracing(config),
                    metrics.SETTING: metrics.EMBEDDED,
                },
                secrets={
                    **kafka.reach.secrets,
                    "FLIGHTPULSE_CURSOR_SECRET": ecs.Secret.from_secrets_manager(cursors),
                },
            ),
        )
        self._allow(data, contact_secret, kafka)
        least = config.api.min_tasks if config.tasks.running else 0
        self.service = fargate_service(
            self,
            config=config,
            cluster=cluster,
            task=self.task,
            placement=placement,
            tasks=least,
            greatest_percent=200,
            grace_seconds=GRACE_SECONDS,
        )
        targets.add_target(self.service)
        _scale(self.service, config.api, targets, least=least)

    def _allow(self, data: Data, contact_secret: secretsmanager.ISecret, kafka: KafkaClient) -> None:
        table = data.table.table_arn
        indexes = [f"{table}/index/{name}" for name in (STATUS_INDEX, LOOKUP_INDEX)]
        self.task.allow("dynamodb:BatchGetItem", "dynamodb:GetItem", on=[table])
        # A transaction needs the right to each thing that it does.
        # A flight's partition holds its state too, of which only the consumer may write what it says.
        self.task.allow(
            "dynamodb:ConditionCheckItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            on=[table],
            conditions=leading_keys("BKG#*", "LOC#*", "FLT#*", "PSG#*", "CON#*", "IDM#*")
            | {"ForAllValues:StringEquals": {"dynamodb:Attributes": list(API_ATTRIBUTES)}},
        )
        # A booking that is put on other flights leaves rows of those that it had.
        self.task.allow("dynamodb:DeleteItem", on=[table], conditions=leading_keys("FLT#*"))
        self.task.allow("dynamodb:Query", on=[table, *indexes])
        self.task.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        self.task.allow("secretsmanager:GetSecretValue", on=[contact_secret.secret_arn])
        for statement in kafka.rights(writes=[OPERATIONS], group=False):
            self.task.role.add_to_policy(statement)


def _scale(
    service: ecs.FargateService, config: ApiConfig, targets: elb.ApplicationTargetGroup, *, least: int
) -> None:
    tasks = service.auto_scale_task_count(min_capacity=least, max_capacity=config.max_tasks)
    tasks.scale_on_request_count(
        "Requests",
        requests_per_target=config.requests_per_task,
        target_group=targets,
        scale_in_cooldown=IN_COOLDOWN,
        scale_out_cooldown=OUT_COOLDOWN,
    )
    tasks.scale_on_cpu_utilization(
        "Cpu",
        target_utilization_percent=CPU_PERCENT,
        scale_in_cooldown=IN_COOLDOWN,
        scale_out_cooldown=OUT_COOLDOWN,
    )
