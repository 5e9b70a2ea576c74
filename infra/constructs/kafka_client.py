"""What a task needs to talk to the brokers: addresses, a way to sign in, and rights on topics by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aws_cdk import ArnFormat, Aws, Stack
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import custom_resources as cr
from constructs import Construct

from infra.config import Config
from infra.constructs.kafka_brokers import KafkaBrokers
from infra.constructs.log_group import log_group

GROUP = "flightpulse-consumer"


@dataclass(frozen=True, slots=True)
class Reach:
    """What of it goes into a task's environment, as text and as secrets."""

    environment: dict[str, str]
    secrets: dict[str, ecs.Secret] = field(default_factory=dict)


class KafkaClient(Construct):
    """CloudFormation knows a cluster's ARN and not its addresses: one call asks for them at deployment."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, brokers: KafkaBrokers) -> None:
        super().__init__(scope, construct_id)
        self._cluster_arn = brokers.cluster_arn
        self._name_and_id = brokers.name_and_id
        if brokers.cluster_arn:
            self.reach = Reach(
                {
                    "FLIGHTPULSE_KAFKA_BOOTSTRAP": self._addresses(brokers.cluster_arn, config),
                    "FLIGHTPULSE_KAFKA_ACCESS": "iam",
                }
            )
        elif brokers.secret:
            self.reach = _own(brokers.secret)
        else:
            raise ValueError(f"{brokers.node.path} has neither a cluster nor a secret")

    def rights(
        self, *, reads: Sequence[str] = (), writes: Sequence[str] = (), makes: Sequence[str] = (), group: bool
    ) -> list[iam.PolicyStatement]:
        """Statements for topics by name; none for own brokers, which keep rights of their own."""
        if self._cluster_arn is None:
            return []
        cluster = ["kafka-cluster:Connect", *(["kafka-cluster:WriteDataIdempotently"] if writes else [])]
        statements = [_allow(cluster, [self._cluster_arn])]
        if reads:
            statements.append(
                _allow(
                    ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
                    [self._named("topic", name) for name in reads],
                )
            )
        if writes:
            statements.append(
                _allow(
                    ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
                    [self._named("topic", name) for name in writes],
                )
            )
        if makes:
            statements.append(
                _allow(
                    ["kafka-cluster:CreateTopic", "kafka-cluster:DescribeTopic"],
                    [self._named("topic", name) for name in makes],
                )
            )
        if group:
            statements.append(
                _allow(
                    ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
                    [self._named("group", GROUP)],
                )
            )
        return statements

    def _named(self, kind: str, name: str) -> str:
        """A topic or group of this cluster; its ARN holds the cluster's name and unique id."""
        return Stack.of(self).format_arn(
            service="kafka",
            resource=kind,
            resource_name=f"{self._name_and_id}/{name}",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )

    def _addresses(self, cluster_arn: str, config: Config) -> str:
        logs = log_group(self, "Logs", config)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        role.add_to_policy(_allow(["kafka:GetBootstrapBrokers"], [cluster_arn]))
        role.add_to_policy(_allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.log_group_arn]))
        asked = cr.AwsCustomResource(
            self,
            "Addresses",
            role=role,
            log_group=logs,
            install_latest_aws_sdk=False,
            on_update=cr.AwsSdkCall(
                service="Kafka",
                action="getBootstrapBrokers",
                parameters={"ClusterArn": cluster_arn},
                physical_resource_id=cr.PhysicalResourceId.of(cluster_arn),
                output_paths=["BootstrapBrokerStringSaslIam"],
            ),
        )
        return asked.get_response_field("BootstrapBrokerStringSaslIam")


def _own(secret: secretsmanager.ISecret) -> Reach:
    """All of it from the secret, so that an address changes without a deployment."""
    fields = {"BOOTSTRAP": "bootstrap", "USERNAME": "username", "PASSWORD": "password"}
    return Reach(
        {"FLIGHTPULSE_KAFKA_ACCESS": "scram"},
        {
            f"FLIGHTPULSE_KAFKA_{name}": ecs.Secret.from_secrets_manager(secret, key)
            for name, key in fields.items()
        },
    )


def _allow(actions: list[str], on: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=on)


def region() -> dict[str, str]:
    """Named, since the SDK of a task finds no other way to it without the metadata service."""
    return {"AWS_REGION": Aws.REGION}
