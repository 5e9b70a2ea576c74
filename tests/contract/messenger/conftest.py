"""A table, a bus that is heard by a queue, and clients as the composition root makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from local.emulator.clients import local_client
from local.emulator.emulator import Emulator
from services.core.awsio.blocking.clients import client
from services.messenger.dynamo import DynamoTable
from services.messenger.ports import Table
from tests.contract.heard_bus import HeardBus
from tests.fakes.table import InMemoryTable


@dataclass(frozen=True, slots=True)
class Cloud:
    """What one test has to itself."""

    endpoint: str
    table: str
    heard_bus: HeardBus

    @property
    def bus(self) -> str:
        """The name of the bus."""
        return self.heard_bus.name

    def heard(self) -> list[str]:
        """The bodies of every event that the bus took."""
        return self.heard_bus.heard()


@pytest.fixture
def cloud(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A fresh table with the first index, and a bus whose events land in a queue."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint)
    name = f"messenger-{uuid.uuid4().hex[:8]}"
    dynamodb = local_client(emulator.endpoint, "dynamodb")
    dynamodb.create_table(**_table(name))
    yield Cloud(emulator.endpoint, name, HeardBus.create(emulator.endpoint, name))
    dynamodb.delete_table(TableName=name)


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
