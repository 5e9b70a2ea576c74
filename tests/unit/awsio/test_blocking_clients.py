"""A call over boto3 ends, retries and all, before the Lambda that makes it does."""

from __future__ import annotations

import pytest

from services.core.awsio.blocking.clients import client, quick_client
from services.core.awsio.blocking.first_try import FirstTry

LAMBDA_SECONDS = 60


def test_every_try_of_a_call_fits_into_half_of_an_invocation() -> None:
    config = client("events").meta.config

    assert config.retries == {"total_max_attempts": 3, "mode": "standard"}
    assert 3 * (config.connect_timeout + config.read_timeout) < LAMBDA_SECONDS / 2


def test_a_call_with_a_deadline_of_its_own_is_tried_once() -> None:
    config = client("bedrock-runtime", read_seconds=4.0, attempts=1).meta.config

    assert (config.read_timeout, config.retries["total_max_attempts"]) == (4.0, 1)


def test_a_first_try_before_them_fits_too() -> None:
    config = client("dynamodb").meta.config

    assert 4 * (config.connect_timeout + config.read_timeout) < LAMBDA_SECONDS / 2


def test_a_proxy_is_left_to_botocore(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    assert isinstance(quick_client("dynamodb"), FirstTry)

    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert not isinstance(quick_client("dynamodb"), FirstTry)
