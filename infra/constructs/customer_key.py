"""A key of our own for what is stored, when the context asks for one."""

from __future__ import annotations

from aws_cdk import Aws, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy

# What our roles use it through: who may use the service may use the key, as with a key of AWS's own.
SERVICES = ("dynamodb", "secretsmanager", "sqs", "sns", "ssm")
# Who uses it without a role of ours: bus and archive, rules that write to queues and to the topic, alarms.
SENDERS = ("events.amazonaws.com", "cloudwatch.amazonaws.com", "sns.amazonaws.com")
_USE = ("kms:Decrypt", "kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey")


class CustomerKey(Construct):
    """Rotated every year. Table, secret, bus with archive, topics, queues and log groups lie under it.

    Roles need no right to it.
    """

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            description="FlightPulse: table, contact secret, bus, topics, queues, logs",
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
                actions=["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
                resources=["*"],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="Logs",
                principals=[iam.ServicePrincipal(f"logs.{region}.amazonaws.com")],
                actions=list(_USE),
                resources=["*"],
                conditions={
                    "ArnLike": {
                        "kms:EncryptionContext:aws:logs:arn": (
                            f"arn:{Aws.PARTITION}:logs:{region}:{Aws.ACCOUNT_ID}:log-group:*"
                        )
                    }
                },
            )
        )


def put_logs_under(key: kms.IKey, *stacks: Stack) -> None:
    """Every log group of these stacks."""
    for stack in stacks:
        for construct in stack.node.find_all():
            if isinstance(construct, logs.CfnLogGroup):
                construct.kms_key_id = key.key_arn
