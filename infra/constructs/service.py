"""A Fargate service in private subnets that rolls a bad deployment back by itself."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_ecs as ecs
from constructs import Construct

from infra.config import Config
from infra.constructs.placement import Placement, private_subnets
from infra.constructs.service_task import ServiceTask


def fargate_service(
    scope: Construct,
    *,
    config: Config,
    cluster: ecs.ICluster,
    task: ServiceTask,
    placement: Placement,
    tasks: int,
    greatest_percent: int,
    grace_seconds: int | None = None,
) -> ecs.FargateService:
    """`greatest_percent` of the wanted tasks may run during a deployment; never fewer than all of them do."""
    return ecs.FargateService(
        scope,
        "Service",
        cluster=cluster,
        task_definition=task.definition,
        desired_count=tasks,
        min_healthy_percent=100,
        max_healthy_percent=greatest_percent,
        circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
        availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.ENABLED,
        assign_public_ip=False,
        vpc_subnets=private_subnets(placement.vpc),
        security_groups=[placement.group_in(scope, "Group")],
        enable_execute_command=config.tasks.exec,
        enable_ecs_managed_tags=True,
        propagate_tags=ecs.PropagatedTagSource.SERVICE,
        health_check_grace_period=Duration.seconds(grace_seconds) if grace_seconds else None,
    )
