"""A method of the gateway that passes requests to the load balancer inside the network."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_apigateway as gateway
from constructs import Construct

from infra.constructs.callers import Authorization
from infra.gateway.routes import Route
from infra.gateway.scopes import full

ANSWER_MS = 29_000
# A stream lives as long as the gateway allows; its reader comes back by itself.
STREAM_MS = 900_000
# No key of the cache holds what a caller has already: its 304 would be everybody's for a minute.
UNCONDITIONAL = {"integration.request.header.If-None-Match": "'none'"}


@dataclass(frozen=True, slots=True)
class Backend:
    """The link into the network and the load balancer behind it."""

    link_id: str
    balancer_arn: str
    balancer_host: str


def private_method(
    scope: Construct,
    *,
    route: Route,
    api_id: str,
    resource_id: str,
    backend: Backend,
    authorization: Authorization,
) -> gateway.CfnMethod:
    """The L2 integration takes no link of the second version, and knows no load balancer as a target."""
    path = {f"path.{name}": True for name in route.path_parameters}
    query = {f"querystring.{name}": False for name in route.query}
    return gateway.CfnMethod(
        scope,
        route.name,
        rest_api_id=api_id,
        resource_id=resource_id,
        http_method=route.method,
        authorization_type=authorization.authorization_type if route.scope else "NONE",
        authorizer_id=authorization.authorizer_id if route.scope else None,
        authorization_scopes=[full(route.scope)] if route.scope and authorization.scopes else None,
        request_parameters={f"method.request.{name}": needed for name, needed in {**path, **query}.items()},
        integration=gateway.CfnMethod.IntegrationProperty(
            type="HTTP_PROXY",
            integration_http_method=route.method,
            connection_type="VPC_LINK",
            connection_id=backend.link_id,
            integration_target=backend.balancer_arn,
            uri=f"http://{backend.balancer_host}{route.backend_path}",
            passthrough_behavior="WHEN_NO_MATCH",
            request_parameters={
                **{f"integration.request.{name}": f"method.request.{name}" for name in {**path, **query}},
                **(UNCONDITIONAL if route.cached else {}),
            },
            cache_key_parameters=(
                [f"method.request.{name}" for name in {**path, **query}] if route.cached else None
            ),
            cache_namespace=route.name if route.cached else None,
            response_transfer_mode="STREAM" if route.stream else "BUFFERED",
            timeout_in_millis=STREAM_MS if route.stream else ANSWER_MS,
        ),
    )
