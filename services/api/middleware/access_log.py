"""One line per request: method, route template, status and time. Never the path: it holds keys and ids."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.core.contracts.metrics import SERVER_ERRORS
from services.core.embedded_metrics import Metrics

_LOGGER = logging.getLogger("services.api.access")
_NO_ROUTE = "(no route)"
_SERVER_ERROR = 500


class AccessLog:
    """Writes the line when the answer has begun and ended, or when the caller has gone; counts our faults."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write the line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", _NO_ROUTE)
            fields = {
                "method": scope["method"],
                "route": route,
                "status": status,
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
            }
            _LOGGER.info("request", extra={"fields": fields})
            if status >= _SERVER_ERROR:
                self._metrics.emit({SERVER_ERRORS: 1}, by=route)
