"""An issuer of OpenID Connect that is not Cognito: a function asks for its keys and answers with a policy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Aws
from aws_cdk import aws_apigateway as gateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.alarms.watch import MINUTE
from infra.config import Config
from infra.constructs.callers import Authorization
from infra.constructs.function import PythonFunction
from infra.constructs.placement import Placement
from infra.gateway.routes import ROUTES
from infra.naming import AUTHORIZER_HANDLER, SERVICES_STACK

# The gateway gives up on an authorizer after 29 s; asking for the keys takes 3 at most.
TIMEOUT_SECONDS = 10
# A token that has expired meanwhile is let in for a minute at most, as much as clocks may differ.
RESULT_SECONDS = 60
# The policy is for one route, so the route is part of what it is kept under.
IDENTITY_SOURCES = ("method.request.header.Authorization", "context.resourcePath", "context.httpMethod")
# Errors of the function, but for the one by which it tells the gateway to answer 401.
FAILURES = '{ ($.errorType = "*") && ($.errorType != "NotSignedIn") }'


class OtherIssuer(Construct):
    """`failures` counts requests that nobody could decide on; bad tokens are not among them."""

    def __init__(
        self, scope: Construct, construct_id: str, *, config: Config, asset: Path, placement: Placement
    ) -> None:
        super().__init__(scope, construct_id)
        self._config = config.callers
        self.python = PythonFunction(
            self,
            "Authorizer",
            config=config,
            handler=AUTHORIZER_HANDLER,
            asset=asset,
            placement=placement,
            environment={
                **self.environment,
                "FLIGHTPULSE_ROUTES": json.dumps(
                    {f"{route.method} {route.path}": route.scope for route in ROUTES if route.scope}
                ),
            },
            timeout=TIMEOUT_SECONDS,
            speaks=False,
        )
        self.failures = _counted(self, self.python.log_group)

    @property
    def environment(self) -> Mapping[str, str]:
        """For the function and the API alike."""
        return {
            "FLIGHTPULSE_ISSUER": self._config.issuer or "",
            "FLIGHTPULSE_AUDIENCE": self._config.audience or "",
            "FLIGHTPULSE_JWKS_URL": self._config.jwks_url,
            "FLIGHTPULSE_SCOPE_PREFIX": self._config.scope_prefix,
        }

    @property
    def client(self) -> str:
        """What the function found in the token."""
        return "$context.authorizer.client"

    @property
    def outputs(self) -> Mapping[str, str]:
        """Tokens are the issuer's affair."""
        return {"Issuer": self._config.issuer or ""}

    def authorization(self, scope: Construct, api_id: str) -> Authorization:
        """Of type REQUEST: one of type TOKEN would be told neither the route nor keep answers by it."""
        function = self.python.function
        authorizer = gateway.CfnAuthorizer(
            scope,
            "OtherIssuer",
            rest_api_id=api_id,
            name="other-issuer",
            type="REQUEST",
            authorizer_uri=(
                f"arn:{Aws.PARTITION}:apigateway:{Aws.REGION}:lambda:path/2015-03-31/functions/"
                f"{function.function_arn}/invocations"
            ),
            identity_source=",".join(IDENTITY_SOURCES),
            authorizer_result_ttl_in_seconds=RESULT_SECONDS,
        )
        function.add_permission(
            "Gateway",
            principal=iam.ServicePrincipal("apigateway.amazonaws.com"),
            source_arn=(
                f"arn:{Aws.PARTITION}:execute-api:{Aws.REGION}:{Aws.ACCOUNT_ID}:{api_id}"
                f"/authorizers/{authorizer.ref}"
            ),
        )
        return Authorization(authorizer.ref, "CUSTOM", scopes=False)


def _counted(scope: Construct, log_group: logs.ILogGroup) -> cloudwatch.Metric:
    # Literal, since the alarm is in a stack of another name.
    namespace, name = f"{SERVICES_STACK}/Authorizer", "Undecided"
    logs.MetricFilter(
        scope,
        "Undecided",
        log_group=log_group,
        filter_pattern=logs.FilterPattern.literal(FAILURES),
        metric_namespace=namespace,
        metric_name=name,
        metric_value="1",
        default_value=0,
    )
    return cloudwatch.Metric(namespace=namespace, metric_name=name, statistic="Sum", period=MINUTE)
