"""Headers that every answer carries unless its route says something else."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_DEFAULTS: Final = {
    # Names, messages and what a token may see: nothing of it belongs into a cache.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # An answer is data: a browser that shows it runs nothing of it and puts it into no frame.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",  # browsers heed it on https only
}
DOCS_POLICY: Final = (
    "default-src 'none'; connect-src 'self'; img-src 'self' https://fastapi.tiangolo.com data:;"
    " script-src 'unsafe-inline' https://cdn.jsdelivr.net; style-src https://cdn.jsdelivr.net;"
    " frame-ancestors 'none'"
)
"""Of the page that shows the description of the API: it loads its program from a public host."""

# As they are sent: made once, since every answer has them.
_LINES: Final = tuple((name.lower().encode(), value.encode()) for name, value in _DEFAULTS.items())
_DOCS_LINE: Final = (b"content-security-policy", DOCS_POLICY.encode())


class Headers:
    """`docs_path` is where that page is; empty where it is not."""

    def __init__(self, app: ASGIApp, docs_path: str) -> None:
        self._app = app
        self._docs_path = docs_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        policy = _DOCS_LINE if self._docs_path and scope["path"] == self._docs_path else None

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.setdefault("headers", [])
                if policy is not None:
                    given = [line for line in given if line[0] != policy[0]] + [policy]
                names = {name for name, _ in given}
                message["headers"] = [*given, *(line for line in _LINES if line[0] not in names)]
            await send(message)

        await self._app(scope, receive, complete)
