"""One workflow on the spine, with exactly the rights that the spine uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.machine import Machine


class Workflow(Construct):
    """Reads the flight's rows, writes only RUN# items, invokes only the messenger (and the marker)."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        definition: Mapping[str, Any],
        data: Data,
        messenger: lambda_.IFunction,
        marker: lambda_.IFunction | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        self.spine = Machine(
            self,
            "Spine",
            config=config,
            definition=definition,
            substitutions={
                "TableName": data.table.table_name,
                "BusName": data.bus.event_bus_name,
                "MessengerArn": messenger.function_arn,
                **({"MarkerArn": marker.function_arn} if marker else {}),
            },
        )
        self.arn = self.spine.arn
        self.spine.allow("dynamodb:Query", on=[data.table.table_arn], conditions=leading_keys("FLT#*"))
        self.spine.allow("dynamodb:UpdateItem", on=[data.table.table_arn], conditions=leading_keys("RUN#*"))
        functions = [messenger.function_arn, *([marker.function_arn] if marker else [])]
        self.spine.allow("lambda:InvokeFunction", on=functions)
        self.spine.allow("events:PutEvents", on=[data.bus.event_bus_arn])


def leading_keys(*patterns: str) -> dict[str, object]:
    """Only items whose partition key is like one of these."""
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(patterns)}}
