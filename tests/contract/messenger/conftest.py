"""A table, a bus that is heard by a queue, and clients as the composition root makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from local.emulator.clients import local_client
from local.emulator.emulator import Emulator
from services.messenger.clients import client
from services.messenger.dynamo import DynamoTable
from services.messenger.ports import Table
from tests.fakes.table import InMemoryTable


@dataclass(frozen=True, slots=True)
class Cloud:
    """Names of what one test has to itself."""

    endpoint: str
    table: str
    bus: str
    queue_url: str

    def heard(self) -> list[str]:
        """The bodies of every message that the queue holds."""
        queue = local_client(self.endpoint, "sqs")
        bodies: list[str] = []
        while messages := queue.receive_message(
            QueueUrl=self.queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=1
        ).get("Messages"):
            for message in messages:
                bodies.append(message["Body"])
                queue.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
        return bodies


@pytest.fixture
def cloud(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A fresh table with the first index, and a bus whose events land in a queue."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint)
    name = f"messenger-{uuid.uuid4().hex[:8]}"

    def aws(service: str) -> Any:
        return local_client(emulator.endpoint, service)

    aws("dynamodb").create_table(**_table(name))
    aws("events").create_event_bus(Name=name)
    url = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    arn = aws("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws("events").put_rule(
        Name=name, EventBusName=name, EventPattern='{"source": [{"prefix": "flightpulse."}]}', State="ENABLED"
    )
    aws("events").put_targets(Rule=name, EventBusName=name, Targets=[{"Id": "queue", "Arn": arn}])
    yield Cloud(emulator.endpoint, name, name, url)
    aws("dynamodb").delete_table(TableName=name)


def _table(name: str) -> dict[str, Any]:
    projection = ["type", "flightKey", "status", "scheduledOut", "contactId", "eventId"]
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": attribute, "AttributeType": "S"}
            for attribute in ("PK", "SK", "GSI1PK", "GSI1SK")
        ],
        "KeySchema": _keys("PK", "SK"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "GSI1",
                "KeySchema": _keys("GSI1PK", "GSI1SK"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": projection},
            }
        ],
    }


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


@pytest.fixture(params=["memory", pytest.param("dynamodb", marks=pytest.mark.emulator)])
def any_table(request: pytest.FixtureRequest) -> Table:
    """The fake and the real adapter, in turn."""
    if request.param == "memory":
        return InMemoryTable()
    cloud: Cloud = request.getfixturevalue("cloud")
    return DynamoTable(client("dynamodb"), cloud.table)
