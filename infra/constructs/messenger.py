"""The messenger: tells contacts what they do not know yet; called by the workflows and by the bus."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.config import Config
from infra.constructs import asynchronous
from infra.constructs.data import Data
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function import PythonFunction
from infra.constructs.guardrail import Guardrail
from infra.constructs.model_parameter import ModelParameter, invoke_statements
from infra.constructs.placement import Placement
from infra.naming import MESSENGER_HANDLER

ASYNC_RETRIES = 2
ASYNC_AGE_SECONDS = 7_200


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
        self.guardrail = Guardrail(self, "Guardrail") if config.model.guardrail else None
        self.failed_requests = DeadLetters(self, "FailedRequests", config, key=data.key)
        self.python = PythonFunction(
            self,
            "Messenger",
            config=config,
            handler=MESSENGER_HANDLER,
            asset=asset,
            placement=placement,
            environment=environment(config, data) | self._model_environment(config),
            timeout=config.functions.messenger_timeout,
            concurrency=config.functions.messenger_concurrency,
        )
        self.function: lambda_.Function = self.python.function
        asynchronous.on_failure(
            self.python, self.failed_requests.queue, retries=ASYNC_RETRIES, age_seconds=ASYNC_AGE_SECONDS
        )
        self._allow(config, data)

    def _model_environment(self, config: Config) -> dict[str, str]:
        found = {
            "FLIGHTPULSE_MODEL_PARAMETER": self.model.name,
            "FLIGHTPULSE_MODEL_DEADLINE_SECONDS": str(config.model.deadline),
        }
        if config.functions.messenger_concurrency:
            # All messengers at once, each at its full rate, are within the quota of the model.
            rate = config.model.requests_per_minute / 60 / config.functions.messenger_concurrency
            found["FLIGHTPULSE_MODEL_CALLS_PER_SECOND"] = f"{rate:.4f}"
        if self.guardrail:
            found["FLIGHTPULSE_GUARDRAIL"] = self.guardrail.setting
        return found

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
        self.python.allow("ssm:GetParameter", on=[self.model.arn])
        for statement in invoke_statements(self, config):
            self.python.role.add_to_policy(statement)
        if self.guardrail:
            self.python.allow("bedrock:ApplyGuardrail", on=[self.guardrail.arn])


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
