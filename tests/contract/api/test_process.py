"""`python -m services.api` as a process: it serves, logs JSON and ids only, and ends when told."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.broker.mock_broker import MockBroker
from local.emulator.emulator import Emulator
from local.issuer.development_issuer import DevelopmentIssuer
from services.core.awsio.client import AwsClient
from services.core.awsio.marshal import to_item
from services.core.contracts.scopes import Scope
from tests.unit.api.world import KEY, state_item

pytestmark = [pytest.mark.emulator, pytest.mark.broker]

BODY = {"eventType": "flight.cancelled", "occurredAt": "2013-03-08T13:30:00Z", "data": {"reason": "WEAT"}}


class Process:
    """The API, started; its standard output is read when it has ended."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "services.api"]
        self._child = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines: list[dict[str, Any]] = []
        self.url = self._wait_for_address()

    def _wait_for_address(self) -> str:
        assert self._child.stdout is not None
        for text in self._child.stdout:
            self.lines.append(json.loads(text))
            if found := re.search(r"http://127\.0\.0\.1:\d+", self.lines[-1]["message"]):
                return found.group()
        raise AssertionError(f"the API did not start: {self.lines}")

    def end(self) -> tuple[int, str]:
        """Exit code and standard error after SIGTERM."""
        self._child.terminate()
        out, err = self._child.communicate(timeout=20)
        self.lines += [json.loads(text) for text in out.splitlines()]
        return self._child.returncode, err


@pytest.fixture
async def settings(aws: AwsClient, table: str, emulator: Emulator, mock_broker: MockBroker) -> dict[str, str]:
    await aws.dynamodb("PutItem", {"TableName": table, "Item": to_item(state_item())})
    return {
        "PATH": os.environ["PATH"],
        **emulator.environment,
        "FLIGHTPULSE_LOCAL": "1",
        "FLIGHTPULSE_TABLE": table,
        "FLIGHTPULSE_BUS": "default",
        "FLIGHTPULSE_CONTACT_SECRET_ARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:none",
        "FLIGHTPULSE_KAFKA_BOOTSTRAP": mock_broker.bootstrap,
        "FLIGHTPULSE_HTTP_PORT": "0",
    }


@pytest.fixture
def process(settings: dict[str, str]) -> Iterator[Process]:
    started = Process(settings)
    yield started
    started.end()


def test_it_serves_logs_ids_only_and_ends_when_told(process: Process) -> None:
    with httpx.Client(base_url=process.url, timeout=10) as client:
        assert client.get("/health").json() == {"status": "alive"}
        assert _until_ready(client) == {"table": True, "broker": True}
        assert client.get(f"/v1/flights/{KEY}").json()["designator"] == "UA207"
        headers = {"Idempotency-Key": "k-1", "X-Correlation-Id": "corr-1"}
        accepted = client.post(f"/v1/flights/{KEY}/events", json=BODY, headers=headers)
        assert accepted.status_code == 202
        status = client.get(accepted.headers["Location"]).json()
        assert status["applied"] is False  # no consumer runs here

    code, errors = process.end()
    assert (code, errors) == (0, "")
    access = [line for line in process.lines if line["logger"] == "services.api.access"]
    assert {"POST", "GET"} == {line["method"] for line in access}
    assert any(line["correlation_id"] == "corr-1" and line["status"] == 202 for line in access)
    assert str(KEY) not in json.dumps(process.lines)


def test_a_stream_that_is_open_holds_up_no_end(process: Process) -> None:
    with httpx.Client(base_url=process.url, timeout=10) as client:
        assert client.get("/v1/board").json()["operations"]["consumers"] == 0
        with client.stream("GET", "/v1/stream") as stream:
            lines = stream.iter_lines()
            assert "event: hello" in (next(lines) for _ in range(3))
            began = time.monotonic()
            code, errors = process.end()
            assert list(lines)[-1] == ""
    assert (code, errors) == (0, "")
    assert time.monotonic() - began < 5


def test_it_asks_for_tokens_and_takes_those_of_the_development_issuer(
    settings: dict[str, str], tmp_path: Path
) -> None:
    issuer = DevelopmentIssuer(tmp_path / "issuer")
    started = Process(settings | {"FLIGHTPULSE_AUTH": "on", "FLIGHTPULSE_JWKS_URL": issuer.jwks_url})
    try:
        with httpx.Client(base_url=started.url, timeout=10) as client:
            path = f"/v1/flights/{KEY}"
            assert client.get("/health").status_code == 200
            assert client.get(path).status_code == 401
            good = issuer.token([Scope.FLIGHTS_READ], "P-1", 60)
            assert client.get(path, headers={"Authorization": f"Bearer {good}"}).status_code == 200
            other = DevelopmentIssuer(tmp_path / "other").token([Scope.FLIGHTS_READ], None, 60)
            refused = client.get(path, headers={"Authorization": f"Bearer {other}"})
            assert refused.status_code == 401
            command = client.post(f"{path}/events", headers={"Authorization": f"Bearer {good}"})
            assert (command.status_code, command.json()["scope"]) == (403, "ops:write")
    finally:
        code, errors = started.end()
    assert (code, errors) == (0, "")
    assert good not in json.dumps(started.lines)
    assert "P-1" not in json.dumps(started.lines)


def _until_ready(client: httpx.Client) -> dict[str, bool]:
    body: dict[str, Any] = {}
    for _ in range(100):
        body = client.get("/ready").json()
        if body["status"] == "ready":
            break
        time.sleep(0.1)
    checks: dict[str, bool] = body["checks"]
    return checks
