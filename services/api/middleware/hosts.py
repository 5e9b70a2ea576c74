"""Answers only under its own names: a page that rebinds its name to this machine gets nothing."""

from starlette.types import ASGIApp, Receive, Scope, Send

from services.api.problems import WRONG_HOST, Problem


class Hosts:
    """`allowed` are host names without a port."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 421."""
        if scope["type"] != "http" or self._own(scope):
            await self._app(scope, receive, send)
            return
        names = ", ".join(sorted(self._allowed))
        problem = Problem(WRONG_HOST, "the Host header names another server", f"one of {names}")
        await problem.response()(scope, receive, send)

    def _own(self, scope: Scope) -> bool:
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        name, separator, port = host.rpartition(":")
        return (name if separator and port.isdecimal() else host) in self._allowed
