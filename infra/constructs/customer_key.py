"""A key of our own for what is stored, when the context asks for one."""

from __future__ import annotations

from aws_cdk import Aws, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy

# What our roles use it through: who may use the service may use the key, as with a key of AWS's own.
SERVICES = ("dynamodb", "secretsmanager", "sqs", "sns", "ssm")
# Who uses it without a role of ours: rules that write to queues and to the topic, and alarms.
SENDERS = ("events.amazonaws.com", "cloudwatch.amazonaws.com", "sns.amazonaws.com")
_USE = ("kms:Decrypt", "kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey")


class CustomerKey(Construct):
    """Rotated every year. Table, secret, topics and queues lie under it; roles need no right to it."""

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            description="FlightPulse: table, contact secret, topics, queues",
            enable_key_rotation=True,
            removal_policy=removal_policy(config),
        )
        region = Stack.of(self).region
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="ThroughTheServices",
                principals=[iam.AnyPrincipal()],
                actions=[*_USE, "kms:CreateGrant"],
                resources=["*"],  # in a key's policy: this key
                conditions={
                    "StringEquals": {
                        "kms:CallerAccount": Aws.ACCOUNT_ID,
                        "kms:ViaService": [f"{service}.{region}.amazonaws.com" for service in SERVICES],
                    }
                },
            )
        )
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="RulesAndAlarms",
                principals=[iam.ServicePrincipal(sender) for sender in SENDERS],
                actions=["kms:Decrypt", "kms:GenerateDataKey*"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
