"""The bus and the secrets, through the same client."""

import json
import uuid

import pytest

from services.core.awsio.client import AwsClient
from services.core.awsio.errors import NotFound

pytestmark = pytest.mark.emulator


async def test_an_event_is_accepted_with_its_id(aws: AwsClient) -> None:
    entry = {"Source": "flightpulse.test", "DetailType": "test", "Detail": json.dumps({"a": 1})}
    reply = await aws.events("PutEvents", {"Entries": [entry]})
    assert reply["FailedEntryCount"] == 0
    assert reply["Entries"][0]["EventId"]


async def test_a_secret_is_read_by_its_arn(aws: AwsClient) -> None:
    name = f"contract/{uuid.uuid4().hex}"
    made = await aws.secrets("CreateSecret", {"Name": name, "SecretString": "s3cret"})
    read = await aws.secrets("GetSecretValue", {"SecretId": made["ARN"]})
    assert read["SecretString"] == "s3cret"


async def test_a_missing_secret_is_not_found(aws: AwsClient) -> None:
    with pytest.raises(NotFound):
        await aws.secrets("GetSecretValue", {"SecretId": "nonesuch"})
