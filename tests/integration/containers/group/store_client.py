"""Starts the stand-in, tells it how to fail, and asks what it saw."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from local.runtime.child import Child
from local.runtime.ports import LOOPBACK
from local.runtime.python_child import start_module
from tests.integration.containers.group.faults import Fault


class Store:
    """A running stand-in; stop it when done."""

    def __init__(self, folder: Path) -> None:
        self.child: Child = start_module(
            "the stand-in for AWS",
            "tests.integration.containers.group.store",
            log_file=folder / "store.log",
            ready="port=",
            limit_seconds=20.0,
        )
        self._port = int(self.child.log().split("port=")[1].split()[0])

    @property
    def endpoint(self) -> str:
        """Its URL."""
        return f"http://{LOOPBACK}:{self._port}"

    def ask(self, what: str) -> Any:
        """`sizes`, `seen`, `requests` or `struck`: see `store.FaultyService`."""
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=30.0)
        try:
            connection.request("POST", "/", body=what.encode())
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    @contextmanager
    def failing(self, *faults: Fault) -> Iterator[None]:
        """With these faults and no others, until the context ends."""
        self.ask("faults " + msgspec.json.encode(faults).decode())
        try:
            yield
        finally:
            self.ask("faults []")
