"""Starts the stand-in and asks it what it saw."""

import http.client
import json
from pathlib import Path
from typing import Any

from local.runtime.child import Child
from local.runtime.python_child import start_module


class StandIn:
    """A running stand-in; stop it when done."""

    def __init__(self, folder: Path) -> None:
        self.child: Child = start_module(
            "the stand-in for AWS",
            "tests.bench.stand_in",
            log_file=folder / "stand_in.log",
            ready="port=",
            limit_seconds=20.0,
        )
        self._port = int(self.child.log().split("port=")[1].split()[0])

    @property
    def endpoint(self) -> str:
        """Its URL."""
        return f"http://127.0.0.1:{self._port}"

    def ask(self, what: str) -> Any:
        """`statistics`, `writes` or `registers`: see `stand_in.service`."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30.0)
        try:
            connection.request("POST", "/", body=what.encode())
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()
