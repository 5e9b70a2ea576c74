"""A scripted server and a client that finds it through the environment, as in production."""

from collections.abc import AsyncIterator

import pytest

from services.core.awsio.client import AwsClient
from tests.unit.awsio.scripted_aws import ScriptedAws, client, scripted


@pytest.fixture
async def server() -> AsyncIterator[ScriptedAws]:
    async with scripted() as running:
        yield running


@pytest.fixture
async def aws(server: ScriptedAws, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[AwsClient]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    async with client() as opened:
        yield opened
