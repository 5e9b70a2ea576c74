"""A name of our own for the API, without the stage in its paths."""

from __future__ import annotations

from aws_cdk import CfnOutput
from aws_cdk import aws_apigateway as gateway
from constructs import Construct


class CustomDomain(Construct):
    """Whoever holds the zone points the name at `Target`."""

    def __init__(
        self, scope: Construct, construct_id: str, *, name: str, certificate_arn: str, stage: gateway.CfnStage
    ) -> None:
        super().__init__(scope, construct_id)
        domain = gateway.CfnDomainName(
            self,
            "Name",
            domain_name=name,
            regional_certificate_arn=certificate_arn,
            endpoint_configuration=gateway.CfnDomainName.EndpointConfigurationProperty(types=["REGIONAL"]),
            security_policy="TLS_1_2",
        )
        mapping = gateway.CfnBasePathMapping(
            self, "Root", domain_name=domain.ref, rest_api_id=stage.rest_api_id, stage=stage.stage_name
        )
        mapping.node.add_dependency(stage)
        CfnOutput(self, "Target", value=domain.attr_regional_domain_name)
