"""Which model writes: a parameter, so that a retired model is replaced without a deployment."""

from __future__ import annotations

from aws_cdk import ArnFormat, Aws, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from infra.config import Config
from infra.config.model import SECURE

GEOGRAPHIES = ("us", "eu", "apac", "jp", "au", "global")


class ModelParameter(Construct):
    """Holds the id of the model or inference profile; in the stack's own folder of parameters.

    An encrypted one is put by `flightpulse params put`: until then every text is a template.
    """

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        name = f"/{Aws.STACK_NAME}/model"
        if config.model.parameter == SECURE:
            self.name = name
            self.arn = Stack.of(self).format_arn(
                service="ssm",
                resource="parameter",
                resource_name=f"{Aws.STACK_NAME}/model",
                arn_format=ArnFormat.SLASH_RESOURCE_NAME,
            )
            return
        parameter = ssm.StringParameter(
            self,
            "Parameter",
            parameter_name=name,
            simple_name=False,
            description="Bedrock model or inference profile",
            string_value=config.model.id,
        )
        self.name = parameter.parameter_name
        self.arn = parameter.parameter_arn


def invoke_statements(scope: Construct, config: Config) -> list[iam.PolicyStatement]:
    """The configured profile, and its foundation model in every region it may choose, through it only."""
    geography, _, model = config.model.id.partition(".")
    if geography not in GEOGRAPHIES:
        return [
            iam.PolicyStatement(
                actions=["bedrock:InvokeModel"], resources=_models(scope, config.model.id, config)
            )
        ]
    profile = Stack.of(scope).format_arn(
        service="bedrock",
        resource="inference-profile",
        resource_name=config.model.id,
        arn_format=ArnFormat.SLASH_RESOURCE_NAME,
    )
    return [
        iam.PolicyStatement(actions=["bedrock:InvokeModel"], resources=[profile]),
        iam.PolicyStatement(
            actions=["bedrock:InvokeModel"],
            resources=_models(scope, model, config),
            conditions={"StringEquals": {"bedrock:InferenceProfileArn": profile}},
        ),
    ]


def _models(scope: Construct, model: str, config: Config) -> list[str]:
    regions = [*config.model.regions, ""] if config.model.id.startswith("global.") else config.model.regions
    partition = Stack.of(scope).partition
    return [f"arn:{partition}:bedrock:{region}::foundation-model/{model}" for region in regions]
