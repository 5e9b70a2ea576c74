"""Lets the time of leases run out: the table says that they ended long ago, and the sweeper takes over."""

import json
from typing import Any

from flightpulse.demo.deployment import Deployment
from services.core.awsio.marshal import to_item
from services.core.table import keys

RUN = "run"
HELD = "HELD"
"""A message held for quiet hours waits for the morning, not for a lease."""

LONG_AGO = "2020-01-01T00:00:00.000Z"


def sweep_all_leases(deployment: Deployment) -> dict[str, int]:
    """End every lease that runs, sweep once, and return the sweeper's counts."""
    table = deployment.client("dynamodb")
    for number in range(keys.DUE_SHARDS):
        pages = table.get_paginator("query").paginate(
            TableName=deployment.table,
            IndexName="GSI1",
            KeyConditionExpression="GSI1PK = :pk",
            ExpressionAttributeValues=to_item({":pk": keys.due_pk(number)}),
        )
        for item in [item for page in pages for item in page["Items"]]:
            if item["type"]["S"] == RUN or item.get("status", {}).get("S") != HELD:
                _end(table, deployment.table, item)
    answer = deployment.client("lambda").invoke(
        FunctionName=deployment.outputs["SweeperFunctionName"], Payload=json.dumps({}).encode()
    )
    counts: dict[str, int] = json.loads(answer["Payload"].read())
    return counts


def _end(table: Any, name: str, item: dict[str, Any]) -> None:
    sort_key = f"{LONG_AGO}#{item['PK']['S']}#{item['SK']['S']}"
    update = "SET #due = :past, GSI1SK = :key"
    names = {"#due": "due"}
    if item["type"]["S"] == RUN:
        update, names = f"{update}, #lease = :past", {**names, "#lease": "leaseUntil"}
    table.update_item(
        TableName=name,
        Key={"PK": item["PK"], "SK": item["SK"]},
        UpdateExpression=update,
        ConditionExpression="GSI1SK = :known",
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=to_item(
            {":past": LONG_AGO, ":key": sort_key, ":known": item["GSI1SK"]["S"]}
        ),
    )
