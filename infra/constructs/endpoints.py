"""The AWS services that are called, each by an endpoint inside the network, so that none needs a way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.config import Config
from infra.constructs.placement import private_subnets

_Service = ec2.InterfaceVpcEndpointAwsService


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An interface endpoint and who needs it."""

    name: str
    service: ec2.IInterfaceVpcEndpointService
    reason: str


GATEWAYS = {
    # Free, and where most of the traffic goes.
    "DynamoDb": ec2.GatewayVpcEndpointAwsService.DYNAMODB,
    # The layers of images lie in S3.
    "S3": ec2.GatewayVpcEndpointAwsService.S3,
}

INTERFACES = (
    Endpoint("Events", _Service.EVENTBRIDGE, "consumer, API and functions publish to the bus"),
    Endpoint("Bedrock", _Service.BEDROCK_RUNTIME, "the messenger calls the model"),
    Endpoint("States", _Service.STEP_FUNCTIONS, "the sweeper starts runs again"),
    Endpoint("Logs", _Service.CLOUDWATCH_LOGS, "tasks write their logs, metrics with them"),
    Endpoint("Ssm", _Service.SSM, "the messenger reads which model writes"),
    Endpoint("EcrApi", _Service.ECR, "tasks find their image"),
    Endpoint("EcrDocker", _Service.ECR_DOCKER, "tasks pull their image"),
    Endpoint("Sqs", _Service.SQS, "the stream handler puts aside what it cannot take"),
    Endpoint("Sns", _Service.SNS, "failures page"),
    Endpoint("SecretsManager", _Service.SECRETS_MANAGER, "tasks read the keys of contacts and cursors"),
)

# Another issuer is not in AWS.
COGNITO = Endpoint("Cognito", _Service.COGNITO_IDP, "the API reads the keys that tokens are signed with")
XRAY = Endpoint("XRay", _Service.XRAY, "the collector hands traces on")
# ECS Exec talks through a channel of its own.
EXEC = Endpoint("SsmMessages", _Service.SSM_MESSAGES, "a person opens a shell in a task")


class Endpoints(Construct):
    """Interface endpoints answer under the public names of their services (private DNS)."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        vpc: ec2.Vpc,
        group: ec2.ISecurityGroup,
    ) -> None:
        super().__init__(scope, construct_id)
        for name, service in GATEWAYS.items():
            ec2.GatewayVpcEndpoint(self, name, vpc=vpc, service=service, subnets=[private_subnets(vpc)])
        for endpoint in wanted(config):
            ec2.InterfaceVpcEndpoint(
                self,
                endpoint.name,
                vpc=vpc,
                service=endpoint.service,
                subnets=private_subnets(vpc),
                security_groups=[group],
                open=False,
                private_dns_enabled=True,
            )


def wanted(config: Config) -> Iterator[Endpoint]:
    """Each costs by the hour and zone, so none that nobody calls."""
    yield from INTERFACES
    if config.callers.issuer is None:
        yield COGNITO
    if config.tracing.collector:
        yield XRAY
    if config.tasks.exec:
        yield EXEC
