"""The secret under which locators are hashed: Secrets Manager and the fake answer alike."""

import asyncio
import uuid

import pytest

from services.api.adapters.secret import StoredSecret
from services.api.ports import Secret
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import NotFound
from tests.fakes.api_secret import FixedSecret

pytestmark = pytest.mark.emulator

VALUE = "x" * 40


@pytest.fixture
async def arn(aws: AwsClient) -> str:
    made = await aws.secrets("CreateSecret", {"Name": f"contract/{uuid.uuid4().hex}", "SecretString": VALUE})
    return str(made["ARN"])


@pytest.mark.parametrize("kind", ["fake", "secrets-manager"])
async def test_it_is_always_the_same(kind: str, aws: AwsClient, arn: str) -> None:
    secret: Secret = FixedSecret(VALUE.encode()) if kind == "fake" else StoredSecret(aws, arn)
    assert set(await asyncio.gather(secret.value(), secret.value())) == {VALUE.encode()}


async def test_it_is_read_once(aws: AwsClient, arn: str) -> None:
    secret = StoredSecret(aws, arn)
    await secret.value()
    await aws.secrets("DeleteSecret", {"SecretId": arn, "ForceDeleteWithoutRecovery": True})
    assert await secret.value() == VALUE.encode()


async def test_a_failure_is_not_kept(aws: AwsClient) -> None:
    name = f"contract/{uuid.uuid4().hex}"
    secret = StoredSecret(aws, name)
    with pytest.raises(NotFound):
        await secret.value()
    await aws.secrets("CreateSecret", {"Name": name, "SecretString": VALUE})
    assert await secret.value() == VALUE.encode()
