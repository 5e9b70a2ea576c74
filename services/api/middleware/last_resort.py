"""The last resort: an error that nobody mapped is logged, and is a 500 without its inside."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.problems import INTERNAL, Problem

_LOGGER = logging.getLogger(__name__)


class LastResort:
    """Nothing of the error reaches the caller but the correlation id to ask with."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception:
            _LOGGER.exception("a request failed")
            if started:  # half an answer cannot be taken back: let the server cut the connection
                raise
            problem = Problem(INTERNAL, "the request failed; the correlation id leads to the cause")
            await problem.response()(scope, receive, send)
