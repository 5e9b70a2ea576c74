"""The API gateway: the only way in from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from aws_cdk import Aws
from aws_cdk import aws_apigateway as gateway
from aws_cdk import aws_apigatewayv2 as links
from constructs import Construct

from infra.config import Config
from infra.constructs.balancer import Balancer
from infra.constructs.callers import Authorization, Callers
from infra.constructs.gateway_stage import live_stage
from infra.constructs.placement import Placement
from infra.constructs.private_method import Backend, private_method
from infra.gateway.problems import PROBLEMS
from infra.gateway.routes import ROUTES, Route


class Gateway(Construct):
    """A REST API of explicit routes: nothing is passed on that the table does not name."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        placement: Placement,
        balancer: Balancer,
        callers: Callers,
    ) -> None:
        super().__init__(scope, construct_id)
        self.api = gateway.CfnRestApi(
            self,
            "Api",
            name=Aws.STACK_NAME,
            description="FlightPulse",
            endpoint_configuration=gateway.CfnRestApi.EndpointConfigurationProperty(types=["REGIONAL"]),
            # With a name of our own, the other name would be a way around its certificate and its firewall.
            disable_execute_api_endpoint=config.api.domain is not None,
        )
        authorization = callers.authorization(self, self.api.ref)
        backend = self._backend(placement, balancer)
        methods = self._methods(backend, authorization)
        self._problems()
        self.stage = live_stage(
            self,
            config=config,
            api_id=self.api.ref,
            deployment=self._deployment(methods, authorization),
            client=callers.client,
        )

    def _backend(self, placement: Placement, balancer: Balancer) -> Backend:
        vpc = placement.vpc
        link = links.CfnVpcLink(
            self,
            "Link",
            name=Aws.STACK_NAME,
            subnet_ids=[subnet.subnet_id for subnet in [*vpc.isolated_subnets, *vpc.private_subnets]],
            security_group_ids=[placement.group.security_group_id],
        )
        found = balancer.balancer
        return Backend(link.ref, found.load_balancer_arn, found.load_balancer_dns_name)

    def _methods(self, backend: Backend, authorization: Authorization) -> list[gateway.CfnMethod]:
        folders = {"": self.api.attr_root_resource_id}
        return [
            private_method(
                self,
                route=route,
                api_id=self.api.ref,
                resource_id=self._folder(route.path.rstrip("/"), folders),
                backend=backend,
                authorization=authorization,
            )
            for route in ROUTES
        ]

    def _folder(self, path: str, folders: dict[str, str]) -> str:
        """The id of a path's resource; those above it are made as well."""
        if path not in folders:
            above, _, part = path.rpartition("/")
            words = "".join(filter(str.isalnum, path.title()))
            folders[path] = gateway.CfnResource(
                self,
                f"Path{words}",
                rest_api_id=self.api.ref,
                parent_id=self._folder(above, folders),
                path_part=part,
            ).ref
        return folders[path]

    def _problems(self) -> None:
        for name, problem in PROBLEMS.items():
            gateway.CfnGatewayResponse(
                self,
                f"Problem{name.title().replace('_', '')}",
                rest_api_id=self.api.ref,
                response_type=name,
                status_code=str(problem.status) if problem.status else None,
                response_parameters={
                    "gatewayresponse.header.Content-Type": "'application/problem+json'",
                    "gatewayresponse.header.X-Correlation-Id": "context.requestId",
                },
                response_templates={"application/json": problem.template},
            )

    def _deployment(
        self, methods: Sequence[gateway.CfnMethod], authorization: Authorization
    ) -> gateway.CfnDeployment:
        """A deployment is a copy that never changes: another table needs another one, hence the name."""
        described = [authorization.authorization_type, *map(_described, ROUTES)]
        digest = hashlib.sha256(json.dumps(described).encode()).hexdigest()
        deployment = gateway.CfnDeployment(self, f"Deployment{digest[:8]}", rest_api_id=self.api.ref)
        for method in methods:
            deployment.node.add_dependency(method)
        return deployment


def _described(route: Route) -> str:
    return repr(route)
