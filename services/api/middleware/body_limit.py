"""No body larger than any request needs, whatever its Content-Length says."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.problems import TOO_LARGE, Problem

MAX_BODY_BYTES: Final = 64 * 1024
_DETAIL: Final = f"the body is larger than {MAX_BODY_BYTES} bytes"


class BodyLimit:
    """Refuses by the announced length at once, by the real one while it arrives."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if announced.isdigit() and int(announced) > MAX_BODY_BYTES:
            problem = Problem(TOO_LARGE, _DETAIL, "a body of at most 64 KiB")
            await problem.response()(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY_BYTES:
                raise HTTPException(TOO_LARGE.status, _DETAIL)
            return message

        await self._app(scope, counted, send)
