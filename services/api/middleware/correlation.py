"""One correlation id per request: the caller's, or a new one; in every log line and in the answer."""

import re
import uuid
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.core.observability import correlated

HEADER: Final = "X-Correlation-Id"
_NAME: Final = HEADER.lower().encode()
_ACCEPTABLE = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class Correlation:
    """An id that does not look like one is replaced: it would go into logs and events as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with its id known to all that it calls."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == _NAME), b"")
        identity = given.decode() if _ACCEPTABLE.fullmatch(given) else str(uuid.uuid4())

        encoded = identity.encode()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                # Nothing inside of this writes the header.
                message["headers"] = [*message.get("headers", ()), (_NAME, encoded)]
            await send(message)

        with correlated(identity):
            await self._app(scope, receive, send_with_id)
