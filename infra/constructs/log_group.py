"""A log group with the configured retention; none comes into being by itself."""

from __future__ import annotations

from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy


def log_group(
    scope: Construct, construct_id: str, config: Config, *, name: str | None = None
) -> logs.LogGroup:
    """CloudWatch counts retention in days, and takes only some numbers. `name`: where a service insists."""
    group = logs.LogGroup(scope, construct_id, log_group_name=name, removal_policy=removal_policy(config))
    resource = group.node.default_child
    if not isinstance(resource, logs.CfnLogGroup):
        raise TypeError(f"{group.node.path} has no log group resource to set its retention on")
    resource.retention_in_days = config.observability.log_retention_days
    return group
