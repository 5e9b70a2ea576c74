"""The queue that holds what a rule could not deliver or a function could not handle."""

from __future__ import annotations

from typing import Any

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy

RETENTION_DAYS = 14


class DeadLetters(Construct):
    """Encrypted, TLS only, kept for as long as SQS can."""

    def __init__(
        self, scope: Construct, construct_id: str, config: Config, *, key: kms.IKey | None = None
    ) -> None:
        super().__init__(scope, construct_id)
        self.queue = sqs.Queue(
            self,
            "Queue",
            **encryption(key),
            enforce_ssl=True,
            retention_period=Duration.days(RETENTION_DAYS),
            removal_policy=removal_policy(config),
        )


def encryption(key: kms.IKey | None) -> dict[str, Any]:
    """Under our own key, or under one of SQS's."""
    if key:
        return {"encryption": sqs.QueueEncryption.KMS, "encryption_master_key": key}
    return {"encryption": sqs.QueueEncryption.SQS_MANAGED}


def accept_from_rules(queue: sqs.Queue) -> None:
    """Lets the rules of this account, and nothing else of EventBridge, send to a queue."""
    rules = Stack.of(queue).format_arn(
        service="events", resource="rule", resource_name="*", arn_format=ArnFormat.SLASH_RESOURCE_NAME
    )
    queue.add_to_resource_policy(
        iam.PolicyStatement(
            sid="RulesOfThisAccount",
            principals=[iam.ServicePrincipal("events.amazonaws.com")],
            actions=["sqs:SendMessage"],
            resources=[queue.queue_arn],
            conditions={"ArnLike": {"aws:SourceArn": rules}},
        )
    )
