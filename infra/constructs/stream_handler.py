"""The stream handler: what the table's writes mean to the bus, to the live board and to passengers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.function import PythonFunction
from infra.constructs.placement import Placement
from infra.naming import LOOKUP_INDEX, STREAM_HANDLER
from services.core.table.keys import CONTACT_CHANGE_SK, CONTACT_PREFIX

TIMEOUT_SECONDS = 60
BATCH_SIZE = 100
# Within one shard, Lambda keeps the order of each partition key, so of each item.
PARALLEL_BATCHES = 4
# An outage of the bus or the table is waited out, as the messenger's requests wait it out: the age decides
# and not the count (this is the most that Lambda takes). The stream keeps a write for 24 hours, so what is
# given up can still be read from it.
RETRIES = 10_000
GREATEST_AGE_SECONDS = 2 * 3600


class StreamHandler(Construct):
    """No contact ever reaches it: of a contact it hears only that it changed."""

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
        self.failures = DeadLetters(self, "Failures", config, key=data.key)
        self.python = PythonFunction(
            self,
            "Handler",
            config=config,
            handler=STREAM_HANDLER,
            asset=asset,
            placement=placement,
            environment={
                "FLIGHTPULSE_TABLE": data.table.table_name,
                "FLIGHTPULSE_BUS": data.bus.event_bus_name,
                "FLIGHTPULSE_FAILURE_QUEUE_URL": self.failures.queue.queue_url,
            },
            timeout=TIMEOUT_SECONDS,
        )
        self.function: lambda_.Function = self.python.function
        stream = data.table.table_stream_arn
        if stream is None:
            raise TypeError(f"{data.table.node.path} has no stream to read")
        self._allow(data, stream)
        lambda_.CfnEventSourceMapping(
            self,
            "Source",
            function_name=self.function.function_name,
            event_source_arn=stream,
            # From the oldest write that is kept: a mapping made again misses nothing, and repeats do no harm.
            starting_position="TRIM_HORIZON",
            batch_size=BATCH_SIZE,
            parallelization_factor=PARALLEL_BATCHES,
            bisect_batch_on_function_error=True,
            function_response_types=["ReportBatchItemFailures"],
            maximum_retry_attempts=RETRIES,
            maximum_record_age_in_seconds=GREATEST_AGE_SECONDS,
            destination_config=lambda_.CfnEventSourceMapping.DestinationConfigProperty(
                on_failure=lambda_.CfnEventSourceMapping.OnFailureProperty(
                    destination=self.failures.queue.queue_arn
                )
            ),
            filter_criteria=lambda_.CfnEventSourceMapping.FilterCriteriaProperty(
                filters=[
                    lambda_.CfnEventSourceMapping.FilterProperty(pattern=json.dumps(pattern))
                    for pattern in wanted_writes()
                ]
            ),
        )

    def _allow(self, data: Data, stream: str) -> None:
        table = data.table.table_arn
        self.python.allow(
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
            on=[stream],
        )
        self.python.allow("dynamodb:BatchGetItem", on=[table], conditions=_items("FLT#*"))
        self.python.allow("dynamodb:Query", on=[f"{table}/index/{LOOKUP_INDEX}"], conditions=_items("CON#*"))
        self.python.allow("dynamodb:BatchWriteItem", on=[table], conditions=_items("CHG#*"))
        self.python.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        self.python.allow("sqs:SendMessage", on=[self.failures.queue.queue_arn])


def _items(pattern: str) -> dict[str, object]:
    """Only items whose partition key is like this."""
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [pattern]}}


def wanted_writes() -> list[dict[str, Any]]:
    """Bookings, runs, states and contacts of flights, notifications, marks of changed contacts; no removal.

    Five patterns are what a mapping takes unless AWS is asked for more.
    """
    return [
        _writes(["BKG#", "RUN#"], ["META"]),
        _writes(["FLT#"], ["STATE"]),
        _writes(["FLT#"], [{"prefix": CONTACT_PREFIX}]),
        _writes(["NTF#"], ["META"], names=("INSERT",)),
        _writes(["CON#"], [CONTACT_CHANGE_SK]),
    ]


def _writes(pks: list[str], sk: list[Any], names: tuple[str, ...] = ("INSERT", "MODIFY")) -> dict[str, Any]:
    """Of a partition key that begins in one of these ways, with one of these sort keys."""
    written = {"Keys": {"PK": {"S": [{"prefix": pk} for pk in pks]}, "SK": {"S": sk}}}
    return {"eventName": list(names), "dynamodb": written}
