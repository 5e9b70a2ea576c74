"""Log groups that stand at the end of rules: stand-ins for the senders, and the record of facts."""

from __future__ import annotations

from aws_cdk import ArnFormat, Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.config import Config
from infra.constructs.log_group import log_group


class Sinks(Construct):
    """EventBridge writes to them by a resource policy; one names them all (an account may have ten)."""

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        self.email = log_group(self, "Email", config)
        self.sms = log_group(self, "Sms", config)
        self.push = log_group(self, "Push", config)
        self.facts = log_group(self, "Facts", config)
        self.failures = log_group(self, "Failures", config)
        groups = (self.email, self.sms, self.push, self.facts, self.failures)
        logs.ResourcePolicy(
            self,
            "Policy",
            resource_policy_name=Aws.STACK_NAME,
            policy_statements=[
                iam.PolicyStatement(
                    principals=[
                        iam.ServicePrincipal("events.amazonaws.com"),
                        iam.ServicePrincipal("delivery.logs.amazonaws.com"),
                    ],
                    actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                    resources=[group.log_group_arn for group in groups],
                )
            ],
        )


def target_arn(group: logs.ILogGroup) -> str:
    """The ARN as a rule wants it: without the `:*` that the attribute ends in."""
    return group.stack.format_arn(
        service="logs",
        resource="log-group",
        resource_name=group.log_group_name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
