"""Start, steer and stop the stand-in."""

from __future__ import annotations

import http.client
import json
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any

from local.bedrock.modes import Mode
from local.runtime.child import Child
from local.runtime.python_child import start_module

READY = "endpoint="
READY_LIMIT_SECONDS = 15.0
LIMIT_SECONDS = 5.0


class BedrockStandIn:
    """A running stand-in. Start it with `BedrockStandIn.start`, or use it as a context manager."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self.endpoint = child.log().split(READY, 1)[1].splitlines()[0].strip()

    @classmethod
    def start(cls, work_folder: Path) -> BedrockStandIn:
        """Start on a free loopback port; raises ChildFailed when it does not come up."""
        return cls(
            start_module(
                "the Bedrock stand-in",
                "local.bedrock",
                "--with-parent",
                log_file=work_folder / "bedrock.log",
                ready=READY,
                limit_seconds=READY_LIMIT_SECONDS,
            )
        )

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._child.running

    @property
    def pid(self) -> int:
        """Process id of the stand-in."""
        return self._child.pid

    def stats(self) -> dict[str, Any]:
        """Calls so far: {"calls": n, "byMode": {mode: n}}."""
        answer: dict[str, Any] = self._call("GET", "/stats")
        return answer

    def requests(self) -> list[dict[str, Any]]:
        """The latest requests, each {"modelId", "mode", "body"}."""
        answer: list[dict[str, Any]] = self._call("GET", "/requests")
        return answer

    def behave(self, mode: Mode | None, *, calls: int | None = None, slow_seconds: float = 6.0) -> None:
        """Behave so for the next `calls` calls (None: until told otherwise); mode None obeys the model id."""
        self._call("POST", "/mode", {"mode": mode, "calls": calls, "slowSeconds": slow_seconds})

    def reset(self) -> None:
        """Forget all calls and orders."""
        self._call("POST", "/reset", {})

    def stop(self) -> None:
        """Stop it. Safe to call again."""
        self._child.stop(grace_seconds=1.0)

    def _call(self, method: str, path: str, content: object = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        connection = http.client.HTTPConnection(self.endpoint.removeprefix("http://"), timeout=LIMIT_SECONDS)
        try:
            connection.request(method, path, body)
            response = connection.getresponse()
            answer = json.load(response)
        finally:
            connection.close()
        if response.status != HTTPStatus.OK:
            raise ValueError(f"the Bedrock stand-in refused {method} {path}: {answer}")
        return answer

    def __enter__(self) -> BedrockStandIn:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
