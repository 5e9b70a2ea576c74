"""Asks and steers a stand-in that runs, wherever it does."""

from __future__ import annotations

import http.client
import json
from http import HTTPStatus
from typing import Any

from local.bedrock.modes import Mode

LIMIT_SECONDS = 5.0


class BedrockControl:
    """A stand-in by its endpoint, `http://host:port`."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

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
