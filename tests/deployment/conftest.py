"""An embedded AWS of its own, since bootstrapping and destroying would disturb everybody else's."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from local.bedrock import BedrockStandIn
from local.emulator.emulator import Emulator
from tools.suites import why_no_cdk


@dataclass(frozen=True, slots=True)
class Account:
    """An empty account, and the environment of a shell that is signed in to it."""

    aws: Emulator
    environment: Mapping[str, str]


@pytest.fixture
def account(tmp_path_factory: pytest.TempPathFactory, bedrock_stand_in: BedrockStandIn) -> Iterator[Account]:
    """Skipped, with the reason, where the CDK command line cannot be had."""
    if reason := why_no_cdk():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("account")
    home = tmp_path_factory.mktemp("home")
    with Emulator.start(folder, bedrock_endpoint=bedrock_stand_in.endpoint) as aws:
        signed_in = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(home),
            **aws.environment,
            "ENV": "local",
            "APPROVAL": "never",
            "CI": "true",
        }
        yield Account(aws, signed_in)
