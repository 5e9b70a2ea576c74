"""A client of the embedded AWS, and a table with both indexes."""

import uuid
from collections.abc import AsyncIterator

import pytest

from local.emulator.emulator import Emulator
from services.core.awsio.client import AwsClient


@pytest.fixture
async def aws(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AwsClient]:
    for name, value in emulator.environment.items():
        monkeypatch.setenv(name, value)
    async with AwsClient("us-east-1") as client:
        yield client


@pytest.fixture
async def table(aws: AwsClient) -> str:
    """The name of a fresh table with the keys and the indexes of the single table."""
    name = f"contract-{uuid.uuid4().hex[:12]}"
    attributes = ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK")
    await aws.dynamodb(
        "CreateTable",
        {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": a, "AttributeType": "S"} for a in attributes],
            "KeySchema": _schema("PK", "SK"),
            "GlobalSecondaryIndexes": [
                _index("GSI1", "type", "flightKey", "status", "scheduledOut", "contactId", "eventId"),
                _index("GSI2", "type", "channel", "n"),
            ],
        },
    )
    return name


def _index(name: str, *projected: str) -> dict[str, object]:
    return {
        "IndexName": name,
        "KeySchema": _schema(f"{name}PK", f"{name}SK"),
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(projected)},
    }


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
