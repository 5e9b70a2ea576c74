"""The programs that answer: each a process with a table that answers at once."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import boto3

from local.broker import MockBroker
from local.issuer.development_issuer import DevelopmentIssuer
from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from services.core.contracts.scopes import Scope
from tests.bench.contender import environment
from tests.bench.credentials import ACCESS_KEY, REGION, SECRET_KEY
from tests.bench.reads.flights import DAY, FLIGHTS, PAGE, flight_key, items
from tests.bench.stand_in.client import StandIn

_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)")
_PUTS: Final = 25
_TOKEN_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Program:
    """A module that serves the reads."""

    name: str
    module: str


PROGRAMS: Final = (
    Program("flightpulse", "services.api"),
    Program("plain", "tests.bench.reads.plain"),
)


class Running:
    """A program that answers. Leave it as a context, and everything is stopped."""

    def __init__(self, program: Program, folder: Path, shards: int) -> None:
        folder.mkdir(parents=True)
        issuer = DevelopmentIssuer(folder / "issuer")
        self._token = issuer.token([Scope.FLIGHTS_READ], None, _TOKEN_SECONDS)
        self._stand_in = StandIn(folder)
        self._broker = MockBroker.start(folder)
        _fill(self._stand_in.endpoint, shards)
        self.child = Child(
            program.name,
            [sys.executable, "-m", program.module],
            env={
                **environment(self._broker.bootstrap, self._stand_in.endpoint),
                "FLIGHTPULSE_STATUS_SHARDS": str(shards),
                "FLIGHTPULSE_CONTACT_SECRET_ARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:none",
                "FLIGHTPULSE_AUTH": "on",
                "FLIGHTPULSE_JWKS_URL": issuer.jwks_url,
                # Counted for each caller, and never reached.
                "FLIGHTPULSE_RATE_PER_SECOND": "100000",
            },
            cwd=REPOSITORY,
            log_file=folder / "program.log",
        )
        self.child.wait_ready(lambda: _ADDRESS.search(self.child.log()) is not None, 30.0)
        found = _ADDRESS.search(self.child.log())
        self.port = int(found[1]) if found else 0

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.stop()
        self._broker.stop()
        self._stand_in.child.stop()

    def requests(self, what: str) -> list[bytes]:
        """`flight`: of each flight; `page`: the first page of a status."""
        if what == "page":
            return [self._get(f"/v1/flights?status=delayed&date={DAY}&limit={PAGE}")]
        return [self._get(f"/v1/flights/{flight_key(number)}") for number in range(FLIGHTS)]

    def _get(self, path: str) -> bytes:
        return (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/json\r\n"
            f"Authorization: Bearer {self._token}\r\n\r\n"
        ).encode()


def _fill(endpoint: str, shards: int) -> None:
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )
    puts = [{"PutRequest": {"Item": item}} for item in items(shards)]
    for start in range(0, len(puts), _PUTS):
        client.batch_write_item(RequestItems={"flightpulse": puts[start : start + _PUTS]})  # type: ignore[dict-item]
