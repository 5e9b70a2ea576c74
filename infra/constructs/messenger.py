"""The messenger: tells contacts what they do not know yet; called by the workflows and by the bus."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function import PythonFunction
from infra.constructs.model_parameter import ModelParameter, invoke_statements
from infra.constructs.placement import Placement
from infra.naming import MESSENGER_HANDLER

ASYNC_RETRIES = 2
ASYNC_AGE_HOURS = 2


class Messenger(Construct):
    """A request from the bus that fails to the end goes to a queue of its own, whole."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        data: Data,
        asset: Path,
        placement: Placement | None,
    ) -> None:
        super().__init__(scope, construct_id)
        self.model = ModelParameter(self, "Model", config)
        self.failed_requests = DeadLetters(self, "FailedRequests", config)
        self.python = PythonFunction(
            self,
            "Messenger",
            config=config,
            handler=MESSENGER_HANDLER,
            asset=asset,
            placement=placement,
            environment=environment(config, data)
            | {
                "FLIGHTPULSE_MODEL_PARAMETER": self.model.parameter.parameter_name,
                "FLIGHTPULSE_MODEL_DEADLINE_SECONDS": str(config.model.deadline),
            },
            timeout=config.functions.messenger_timeout,
            concurrency=config.functions.messenger_concurrency,
        )
        self.function: lambda_.Function = self.python.function
        self.function.configure_async_invoke(
            retry_attempts=ASYNC_RETRIES,
            max_event_age=Duration.hours(ASYNC_AGE_HOURS),
            on_failure=destinations.SqsDestination(self.failed_requests.queue),
        )
        self._allow(config, data)

    def _allow(self, config: Config, data: Data) -> None:
        table = data.table.table_arn
        self.python.allow("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", on=[table])
        self.python.allow(
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PutItem",
            on=[table],
            conditions={"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["TOLD#*", "NTF#*", "TXT#*"]}},
        )
        self.python.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        self.python.allow("ssm:GetParameter", on=[self.model.parameter.parameter_arn])
        for statement in invoke_statements(self, config):
            self.python.role.add_to_policy(statement)


def environment(config: Config, data: Data) -> dict[str, str]:
    """What the messenger and the sweeper both read."""
    shared = {
        "FLIGHTPULSE_TABLE": data.table.table_name,
        "FLIGHTPULSE_BUS": data.bus.event_bus_name,
        "FLIGHTPULSE_LEASE_SECONDS": str(config.functions.look_lease),
    }
    if config.is_local:
        shared |= {"FLIGHTPULSE_LOCAL": "1", "FLIGHTPULSE_CLOCK": "event"}
    return shared
