"""What both plain programs do with one event: read, merge, write on a condition, publish.

The merge is as plain as the rest: the newest fact wins. The history row, the STATE item and the bus entry are
those that FlightPulse writes, less what only its protocol needs.
"""

import json
import os
from typing import Any

import boto3

TABLE = os.environ["FLIGHTPULSE_TABLE"]
BUS = os.environ["FLIGHTPULSE_BUS"]


class PlainWork:
    """boto3, one call after the other, as in the tutorials."""

    def __init__(self) -> None:
        self._table = boto3.resource("dynamodb").Table(TABLE)
        self._events = boto3.client("events")
        self._flights: dict[str, dict[str, Any]] = {}

    def handle(self, value: bytes, partition: int, offset: int) -> None:
        """One event. A stale write is dropped, as the condition says."""
        event = json.loads(value)
        key = event["flightKey"]
        flight = self._flights.setdefault(key, {"facts": {}, "seq": 0})
        flight["facts"].update(event["data"])
        flight["seq"] += 1
        self._table.put_item(
            Item={
                "PK": f"FLT#{key}",
                "SK": f"EVT#{event['occurredAt']}#{event['eventId']}",
                "event": value.decode(),
            }
        )
        try:
            self._table.put_item(
                Item={
                    "PK": f"FLT#{key}",
                    "SK": "STATE",
                    "seq": flight["seq"],
                    "facts": json.dumps(flight["facts"]),
                    "outbox": json.dumps({"partition": partition, "lastOffset": offset}),
                },
                ConditionExpression="attribute_not_exists(PK) OR seq < :seq",
                ExpressionAttributeValues={":seq": flight["seq"]},
            )
        except self._table.meta.client.exceptions.ConditionalCheckFailedException:
            return
        answer = self._events.put_events(
            Entries=[
                {
                    "Source": "plain.consumer",
                    "DetailType": event["eventType"],
                    "Detail": json.dumps({"flightKey": key, "data": event["data"]}),
                    "EventBusName": BUS,
                }
            ]
        )
        if answer["FailedEntryCount"]:
            raise RuntimeError("the bus did not take the entry")
