"""The stage that callers see: limits, cache, and an access log without paths."""

from __future__ import annotations

import json

from aws_cdk import aws_apigateway as gateway
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.config import Config
from infra.config.api import ApiConfig
from infra.constructs.balancer import STAGE
from infra.constructs.log_group import log_group
from infra.gateway.routes import ROUTES, Route

SMALLEST_CACHE_GB = "0.5"

# The template of the route and never the path: a path holds locators and ids of passengers.
ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "backendMilliseconds": "$context.integrationLatency",
    "backendStatus": "$context.integrationStatus",
    "errorType": "$context.error.responseType",
    "wafStatus": "$context.waf.status",
}


def live_stage(
    scope: Construct, *, config: Config, api_id: str, deployment: gateway.CfnDeployment, client: str
) -> gateway.CfnStage:
    """One stage; environments are accounts of their own. `client`: where the log finds who called."""
    logs = log_group(scope, "AccessLogs", config)
    stage = gateway.CfnStage(
        scope,
        "Stage",
        rest_api_id=api_id,
        deployment_id=deployment.ref,
        stage_name=STAGE,
        cache_cluster_enabled=config.api.cache_seconds > 0,
        cache_cluster_size=SMALLEST_CACHE_GB if config.api.cache_seconds else None,
        # A trace would hold the path.
        tracing_enabled=False,
        access_log_setting=gateway.CfnStage.AccessLogSettingProperty(
            destination_arn=logs.log_group_arn, format=json.dumps({**ACCESS_LOG, "client": client})
        ),
        method_settings=[_everything(config.api), *(_special(route, config.api) for route in ROUTES)],
    )
    stage.node.add_dependency(_may_write_logs(scope))
    return stage


def _everything(config: ApiConfig) -> gateway.CfnStage.MethodSettingProperty:
    return _setting("*", "/*", config.rate_limit, config.burst_limit, cache_seconds=0)


def _special(route: Route, config: ApiConfig) -> gateway.CfnStage.MethodSettingProperty:
    rate, burst = (
        (config.command_rate_limit, config.command_burst_limit)
        if route.command
        else (config.rate_limit, config.burst_limit)
    )
    # As JSON pointers write a path.
    path = "/" + route.path.replace("/", "~1")
    return _setting(route.method, path, rate, burst, config.cache_seconds if route.cached else 0)


def _setting(
    method: str, path: str, rate: int, burst: int, cache_seconds: int
) -> gateway.CfnStage.MethodSettingProperty:
    """No execution log at any level: it holds requests."""
    return gateway.CfnStage.MethodSettingProperty(
        http_method=method,
        resource_path=path,
        throttling_rate_limit=rate,
        throttling_burst_limit=burst,
        metrics_enabled=True,
        logging_level="OFF",
        data_trace_enabled=False,
        caching_enabled=cache_seconds > 0,
        cache_ttl_in_seconds=cache_seconds if cache_seconds else None,
        cache_data_encrypted=True if cache_seconds else None,
    )


def _may_write_logs(scope: Construct) -> gateway.CfnAccount:
    """API Gateway has one role for this in an account and region; it insists on AWS's own policy."""
    policy = "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    role = iam.Role(
        scope,
        "LogRole",
        assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
        managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(policy)],
    )
    return gateway.CfnAccount(scope, "Account", cloud_watch_role_arn=role.role_arn)
