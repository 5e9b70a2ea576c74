"""The sweeper: once a minute, starts again what has fallen due (failed runs, abandoned or held messages)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.config import Config
from infra.constructs import asynchronous
from infra.constructs.data import Data
from infra.constructs.function import PythonFunction
from infra.constructs.messenger import environment
from infra.constructs.placement import Placement
from infra.constructs.route import Route, Target
from infra.naming import STATUS_INDEX, SWEEPER_HANDLER

SCHEDULE = "rate(1 minute)"
# The next minute does what this one did not.
ASYNC_RETRIES = 0
ASYNC_AGE_SECONDS = 60


class Sweeper(Construct):
    """Two at once do no harm: the second one loses its conditional writes to the first."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        data: Data,
        asset: Path,
        placement: Placement | None,
        machine_arns: Sequence[str],
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        self.python = PythonFunction(
            self,
            "Sweeper",
            config=config,
            handler=SWEEPER_HANDLER,
            asset=asset,
            placement=placement,
            environment=environment(config, data),
            timeout=config.functions.sweeper_timeout,
        )
        self.function = self.python.function
        self._allow(data, machine_arns)
        asynchronous.on_failure(
            self.python, dead_letters, retries=ASYNC_RETRIES, age_seconds=ASYNC_AGE_SECONDS
        )
        self.rule = self._every_minute(config, dead_letters)

    def _allow(self, data: Data, machine_arns: Sequence[str]) -> None:
        table = data.table.table_arn
        # What contacts were told is the messenger's: the sweeper finds it in the index, and asks.
        own_items: dict[str, object] = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["RUN#*"]}}
        self.python.allow("dynamodb:Query", on=[f"{table}/index/{STATUS_INDEX}"])
        self.python.allow("dynamodb:GetItem", "dynamodb:UpdateItem", on=[table], conditions=own_items)
        self.python.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        self.python.allow("states:StartExecution", on=list(machine_arns))

    def _every_minute(self, config: Config, dead_letters: sqs.IQueue) -> str:
        route = Route(
            self,
            "EveryMinute",
            description="Looks for what has fallen due",
            schedule=SCHEDULE,
            state=config.functions.sweeper_schedule,
            targets=[Target("sweeper", self.function.function_arn)],
            dead_letters=dead_letters,
        )
        self.function.add_permission(
            "EveryMinute",
            principal=iam.ServicePrincipal("events.amazonaws.com"),
            source_arn=route.rule.attr_arn,
        )
        return route.name
