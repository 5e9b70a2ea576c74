"""The HTTP side: Converse for the messenger, and a few paths for tests and the demo's summary.

POST /model/{id}/converse, GET /stats, GET /requests, POST /mode {"mode", "calls", "slowSeconds"}, POST /reset
"""

import json
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from local.bedrock.answer import answer
from local.bedrock.modes import Mode
from local.bedrock.request import Refused, read_request
from local.bedrock.state import SLOW_SECONDS, State
from local.runtime.ports import LOOPBACK

CONVERSE_PREFIX = "/model/"
CONVERSE_SUFFIX = "/converse"


class Server(ThreadingHTTPServer):
    """One stand-in with its state; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, port: int, host: str = LOOPBACK) -> None:
        super().__init__((host, port), Handler)
        self.state = State()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "FlightPulse-Bedrock-stand-in"
    server: Server

    def do_GET(self) -> None:
        """Statistics and the requests so far."""
        match self.path:
            case "/stats":
                self._send(HTTPStatus.OK, self.server.state.stats())
            case "/requests":
                self._send(HTTPStatus.OK, self.server.state.requests())
            case _:
                self._send(HTTPStatus.NOT_FOUND, {"message": f"no such path: {self.path}"})

    def do_POST(self) -> None:
        """Converse, and the two ways to steer the stand-in."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self._send(HTTPStatus.OK, self._post(body))
        except Refused as refusal:
            self._send(refusal.status, {"message": str(refusal)}, {"x-amzn-ErrorType": refusal.kind})

    def _post(self, body: bytes) -> object:
        state = self.server.state
        if self.path == "/mode":
            return _force(state, body)
        if self.path == "/reset":
            state.reset()
            return {}
        if not (self.path.startswith(CONVERSE_PREFIX) and self.path.endswith(CONVERSE_SUFFIX)):
            raise Refused(HTTPStatus.NOT_FOUND, "UnknownOperationException", f"no such path: {self.path}")
        model_id = unquote(self.path[len(CONVERSE_PREFIX) : -len(CONVERSE_SUFFIX)])
        mode = state.next_mode(model_id, body.decode(errors="replace"))
        if mode is Mode.SLOW:
            time.sleep(state.slow_seconds)
        return answer(read_request(body), mode)

    def _send(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(content).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            # The caller gave up at its deadline, which is what the slow behaviour is for.
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """No access log: the statistics say what was called."""


def _force(state: State, body: bytes) -> dict[str, Any]:
    try:
        order = json.loads(body)
        name = order.get("mode")
        mode = None if name is None else Mode(name)
    except ValueError as error:
        modes = ", ".join(Mode)
        raise Refused(HTTPStatus.BAD_REQUEST, "ValidationException", f"{error}; modes: {modes}") from error
    state.force(mode, order.get("calls"), float(order.get("slowSeconds", SLOW_SECONDS)))
    return {"mode": name}
