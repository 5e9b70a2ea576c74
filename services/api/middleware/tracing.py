"""A server span for every request but health checks and streams; what the request causes continues from it.

It has the route's template and never the path, which holds keys and locators: the conventions for HTTP want
`url.path`, and for that reason do not get it.
"""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.core.observability import correlation_id
from services.core.tracing.current import under
from services.core.tracing.messaging import CORRELATION_ID
from services.core.tracing.port import Kind, Span, Tracer

_PARENT: Final = b"traceparent"
# A stream lasts for a quarter of an hour, and nothing is caused by it.
_UNTRACED: Final = frozenset({"/health", "/ready", "/v1/stream"})
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_OTHER: Final = "_OTHER"
_FAILED: Final = 500


class Tracing:
    """Inside of the correlation, whose id the span carries."""

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its span."""
        if scope["type"] != "http" or scope["path"] in _UNTRACED:
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == _PARENT), b"")
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        attributes = {"http.request.method": method, "url.scheme": scope["scheme"]}
        span = self._tracer.start(method, Kind.SERVER, attributes, parent=given.decode("latin-1"))

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                _answered(span, message["status"])
            await send(message)

        with under(span):
            span.set(CORRELATION_ID, correlation_id() or "")
            try:
                await self._app(scope, receive, watch)
            finally:
                if (route := getattr(scope.get("route"), "path", None)) is not None:
                    span.rename(f"{method} {route}")
                    span.set("http.route", route)


def _answered(span: Span, status: int) -> None:
    span.set("http.response.status_code", status)
    if status >= _FAILED:
        span.fail(str(status))
