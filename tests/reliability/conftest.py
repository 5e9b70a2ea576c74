"""One broker and one stand-in for AWS for the whole suite; a pipeline of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.broker import MockBroker
from tests.reliability.aws.server import AwsServer
from tests.reliability.pipeline import Pipeline


@pytest.fixture(scope="session")
def aws_server() -> Iterator[AwsServer]:
    with AwsServer() as running:
        yield running


@pytest.fixture
def pipeline(mock_broker: MockBroker, aws_server: AwsServer, tmp_path: Path) -> Iterator[Pipeline]:
    made = Pipeline(mock_broker, aws_server, tmp_path)
    yield made
    made.close()
