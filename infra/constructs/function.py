"""A Python function: its own role, its own log group with retention, the zip of its service."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import AssetHashType, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.bundling import source_hash
from infra.config import Config
from infra.constructs.log_group import log_group
from infra.constructs.placement import NETWORK_INTERFACE_CALLS, Placement, private_subnets
from infra.constructs.tracing import tracing
from services.core.contracts.metrics import EMBEDDED, SETTING


class PythonFunction(Construct):
    """No managed policy: the role may write to its own log group, and gets what the caller grants."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        handler: str,
        asset: Path,
        placement: Placement | None,
        environment: dict[str, str],
        timeout: int,
        concurrency: int | None = None,
        speaks: bool = True,
    ) -> None:
        """`speaks`: it has metrics and spans of its own."""
        super().__init__(scope, construct_id)
        self.log_group: logs.LogGroup = log_group(self, "Logs", config)
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[self.log_group.log_group_arn],
            )
        )
        if placement:
            _may_enter_the_network(self.role)
        self.function = lambda_.Function(
            self,
            "Function",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            handler=handler,
            code=lambda_.Code.from_asset(
                str(asset), asset_hash=source_hash(asset), asset_hash_type=AssetHashType.CUSTOM
            ),
            environment=environment | (_telemetry(config) if speaks else {}),
            timeout=Duration.seconds(timeout),
            memory_size=config.functions.messenger_memory_mb,
            reserved_concurrent_executions=concurrency,
            log_group=self.log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            role=self.role,
            vpc=placement.vpc if placement else None,
            vpc_subnets=private_subnets(placement.vpc) if placement else None,
            security_groups=[placement.group_in(self, "Group")] if placement else None,
        )

    def allow(self, *actions: str, on: list[str], conditions: dict[str, object] | None = None) -> None:
        """Grants the function's role some actions on named resources."""
        self.role.add_to_policy(
            iam.PolicyStatement(actions=list(actions), resources=on, conditions=conditions)
        )


def _telemetry(config: Config) -> dict[str, str]:
    return {} if config.is_local else {**tracing(config), SETTING: EMBEDDED}


def _may_enter_the_network(role: iam.Role) -> None:
    """A policy of its own, so that everything else about a function is the same with and without a network.

    Inside the role, since the function waits for the role: Lambda checks these calls when it makes it.
    """
    statement = iam.PolicyStatement(actions=list(NETWORK_INTERFACE_CALLS), resources=["*"])
    iam.Policy(role, "NetworkInterfaces", roles=[role], statements=[statement])
