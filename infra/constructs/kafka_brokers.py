"""The brokers: MSK Serverless, MSK provisioned, or a secret that tells of own ones."""

from __future__ import annotations

import json

from aws_cdk import Aws, Fn
from aws_cdk import aws_msk as msk
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from infra.config import Config
from infra.config.kafka import OWN, SERVERLESS
from infra.constructs.log_group import log_group
from infra.constructs.placement import Placement
from infra.constructs.removal import removal_policy
from services.core.contracts.topics import MIN_IN_SYNC, REPLICATION

# No topic by accident; no replica that lacks acknowledged records becomes a leader.
BROKER_PROPERTIES = f"""\
auto.create.topics.enable=false
default.replication.factor={REPLICATION}
min.insync.replicas={MIN_IN_SYNC}
unclean.leader.election.enable=false
offsets.topic.replication.factor={REPLICATION}
"""


class KafkaBrokers(Construct):
    """The log of record: it is kept when its stack goes. `cluster_arn` is None for own brokers."""

    def __init__(self, scope: Construct, construct_id: str, *, config: Config, placement: Placement) -> None:
        super().__init__(scope, construct_id)
        self._config = config
        self._placement = placement
        self.cluster_arn: str | None = None
        self.secret: secretsmanager.ISecret | None = None
        if config.kafka.kind == OWN:
            self.secret = self._own()
        elif config.kafka.kind == SERVERLESS:
            self.cluster_arn = self._serverless()
        else:
            self.cluster_arn = self._provisioned()
        # What ARNs of topics and groups have in common: no ARN of another stack can be taken apart.
        self.name_and_id = self._name_and_id(self.cluster_arn) if self.cluster_arn else None

    def _name_and_id(self, cluster_arn: str) -> str:
        parts = Fn.split("/", cluster_arn)
        parameter = ssm.CfnParameter(
            self,
            "NameAndId",
            type="String",
            value=f"{Fn.select(1, parts)}/{Fn.select(2, parts)}",
            description="Name and id of the Kafka cluster, as its topics' ARNs hold them",
        )
        return parameter.attr_value

    def _own(self) -> secretsmanager.Secret:
        """Made empty: a person puts addresses, name and password in before the services start."""
        return secretsmanager.Secret(
            self,
            "Access",
            description="JSON: bootstrap (host:port,...), username, password of the Kafka brokers",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                secret_string_template=json.dumps({"bootstrap": "", "username": ""}),
                generate_string_key="password",
            ),
            removal_policy=removal_policy(self._config),
        )

    def _serverless(self) -> str:
        cluster = msk.CfnServerlessCluster(
            self,
            "Serverless",
            cluster_name=Aws.STACK_NAME,
            client_authentication=msk.CfnServerlessCluster.ClientAuthenticationProperty(
                sasl=msk.CfnServerlessCluster.SaslProperty(
                    iam=msk.CfnServerlessCluster.IamProperty(enabled=True)
                )
            ),
            vpc_configs=[
                msk.CfnServerlessCluster.VpcConfigProperty(
                    subnet_ids=self._subnets(), security_groups=[self._placement.group.security_group_id]
                )
            ],
        )
        cluster.apply_removal_policy(removal_policy(self._config))
        return cluster.attr_arn

    def _provisioned(self) -> str:
        kafka = self._config.kafka
        configuration = msk.CfnConfiguration(
            self,
            "Configuration",
            name=Aws.STACK_NAME,
            server_properties=BROKER_PROPERTIES,
            kafka_versions_list=[kafka.version],
        )
        logs = log_group(self, "BrokerLogs", self._config)
        cluster = msk.CfnCluster(
            self,
            "Provisioned",
            cluster_name=Aws.STACK_NAME,
            kafka_version=kafka.version,
            number_of_broker_nodes=brokers(self._config.network.zones),
            broker_node_group_info=msk.CfnCluster.BrokerNodeGroupInfoProperty(
                client_subnets=self._subnets(),
                instance_type=kafka.broker_type,
                security_groups=[self._placement.group.security_group_id],
                storage_info=msk.CfnCluster.StorageInfoProperty(
                    ebs_storage_info=msk.CfnCluster.EBSStorageInfoProperty(
                        volume_size=kafka.broker_storage_gb
                    )
                ),
            ),
            client_authentication=msk.CfnCluster.ClientAuthenticationProperty(
                sasl=msk.CfnCluster.SaslProperty(iam=msk.CfnCluster.IamProperty(enabled=True)),
                unauthenticated=msk.CfnCluster.UnauthenticatedProperty(enabled=False),
            ),
            encryption_info=msk.CfnCluster.EncryptionInfoProperty(
                encryption_in_transit=msk.CfnCluster.EncryptionInTransitProperty(
                    client_broker="TLS", in_cluster=True
                )
            ),
            configuration_info=msk.CfnCluster.ConfigurationInfoProperty(
                arn=configuration.attr_arn, revision=1
            ),
            enhanced_monitoring="PER_BROKER",
            logging_info=msk.CfnCluster.LoggingInfoProperty(
                broker_logs=msk.CfnCluster.BrokerLogsProperty(
                    cloud_watch_logs=msk.CfnCluster.CloudWatchLogsProperty(
                        enabled=True, log_group=logs.log_group_name
                    )
                )
            ),
        )
        cluster.apply_removal_policy(removal_policy(self._config))
        return cluster.attr_arn

    def _subnets(self) -> list[str]:
        vpc = self._placement.vpc
        return [subnet.subnet_id for subnet in [*vpc.isolated_subnets, *vpc.private_subnets]]


def brokers(zones: int) -> int:
    """As many in each zone, and enough for every replica to lie on a broker of its own."""
    return zones * -(-REPLICATION // zones)
