"""The API as a client sees it."""

import http.client
import json
from typing import Any

from tools.compose_check.stack import CheckFailed

LIMIT_SECONDS = 30


class Api:
    """One request at a time; an answer that was not expected raises CheckFailed."""

    def __init__(self, address: str) -> None:
        self._address = address

    def is_ready(self) -> bool:
        """Whether table and broker answer."""
        try:
            return self._call("GET", "/ready")[0] == http.client.OK
        except (OSError, http.client.HTTPException):
            return False

    def say(self, flight: str, event: dict[str, Any], idempotency_key: str) -> str:
        """Say something about a flight; returns the event's id."""
        status, body = self._call("POST", f"/v1/flights/{flight}/events", event, idempotency_key)
        if status != http.client.ACCEPTED:
            raise CheckFailed(f"an event about {flight} was answered by {status}: {body}")
        event_id: str = body["eventId"]
        return event_id

    def read(self, path: str) -> dict[str, Any] | None:
        """What is there; None when there is nothing yet."""
        status, body = self._call("GET", path)
        if status == http.client.NOT_FOUND:
            return None
        if status != http.client.OK:
            raise CheckFailed(f"GET {path} was answered by {status}: {body}")
        return body

    def _call(
        self, method: str, path: str, content: object = None, idempotency_key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": "application/json"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        connection = http.client.HTTPConnection(self._address, timeout=LIMIT_SECONDS)
        try:
            connection.request(method, path, None if content is None else json.dumps(content), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"{}")
        finally:
            connection.close()
