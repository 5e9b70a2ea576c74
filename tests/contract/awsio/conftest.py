"""A client of the embedded AWS, and a table with the second index."""

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
    """The name of a fresh table with the keys and the second index of the single table."""
    name = f"contract-{uuid.uuid4().hex[:12]}"
    attributes = ("PK", "SK", "GSI2PK", "GSI2SK")
    await aws.dynamodb(
        "CreateTable",
        {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": a, "AttributeType": "S"} for a in attributes],
            "KeySchema": _schema("PK", "SK"),
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": "GSI2",
                    "KeySchema": _schema("GSI2PK", "GSI2SK"),
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["type", "channel", "n"]},
                }
            ],
        },
    )
    return name


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
