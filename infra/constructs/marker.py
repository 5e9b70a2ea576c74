"""The rebooking marker: marks the bookings of a cancelled flight; called by the cancellation workflow."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.function import PythonFunction
from infra.constructs.placement import Placement
from infra.naming import MARKER_HANDLER
from services.core.table.rebooking_item import STANDING_ATTRIBUTES

WRITTEN = ("PK", "SK", *STANDING_ATTRIBUTES)


class Marker(Construct):
    """Writes a booking's standing, and the status wherever it is repeated; nothing of what a flight is."""

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
        self.python = PythonFunction(
            self,
            "Marker",
            config=config,
            handler=MARKER_HANDLER,
            asset=asset,
            placement=placement,
            environment={
                "FLIGHTPULSE_TABLE": data.table.table_name,
                "FLIGHTPULSE_BUS": data.bus.event_bus_name,
            },
            timeout=config.functions.marker_timeout,
        )
        self.function: lambda_.Function = self.python.function
        self._allow(data)

    def _allow(self, data: Data) -> None:
        table = [data.table.table_arn]
        self.python.allow("dynamodb:GetItem", on=table, conditions=_items("FLT#*"))
        self.python.allow("dynamodb:Query", on=table, conditions=_items("BKG#*"))
        # One statement, since one transaction writes all three. A flight's partition holds its state too, of
        # which nobody but the consumer may write what it says: hence the list of attributes.
        self.python.allow(
            "dynamodb:UpdateItem",
            on=table,
            conditions=_items("BKG#*", "FLT#*", "LOC#*")
            | {"ForAllValues:StringEquals": {"dynamodb:Attributes": list(WRITTEN)}},
        )
        self.python.allow("events:PutEvents", on=[data.bus.event_bus_arn])


def _items(*patterns: str) -> dict[str, object]:
    """Only items whose partition key is like one of these."""
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(patterns)}}
