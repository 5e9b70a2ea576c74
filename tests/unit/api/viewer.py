"""A viewer of the board's stream: an ASGI client that reads while the application still sends."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import httpx

Frame = tuple[str, Any, str | None]


class Viewer:
    """`async with` opens the stream; leaving hangs up. `slow` reads nothing until `read_on` is called."""

    def __init__(
        self,
        app: Any,
        position: str | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        *,
        slow: bool = False,
    ) -> None:
        self._app = app
        self._headers = {"host": "127.0.0.1", **(headers or {})}
        if position is not None:
            self._headers["last-event-id"] = position
        self._query = urlencode(query or {}).encode()
        self._read_on = asyncio.Event()
        self._gone = asyncio.Event()
        self._chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._text = ""
        self._begun = asyncio.Event()
        self.status = 0
        self.headers: dict[str, str] = {}
        self.comments: list[str] = []
        if not slow:
            self._read_on.set()

    async def __aenter__(self) -> "Viewer":
        self._task = asyncio.create_task(self._run())
        await self._begun.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        self._read_on.set()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(self._task, 5)

    def read_on(self) -> None:
        self._read_on.set()

    async def next(self, *events: str) -> Frame:
        """The next frame, or the next of these events; fails after some seconds, and at the end."""
        async with asyncio.timeout(5):
            while True:
                found = self._frame()
                if found is None:
                    chunk = await self._chunks.get()
                    assert chunk is not None, "the stream has ended"
                    self._text += chunk.decode()
                elif not events or found[0] in events:
                    return found

    async def ended(self) -> list[Frame]:
        """What comes before the stream ends by itself."""
        found = []
        async with asyncio.timeout(5):
            while (chunk := await self._chunks.get()) is not None:
                self._text += chunk.decode()
        while (frame := self._frame()) is not None:
            found.append(frame)
        return found

    async def answer(self) -> httpx.Response:
        """As the answer of any other request: without a body while the stream goes on, otherwise whole."""
        if self.status != 200:
            await self.ended()
        return httpx.Response(self.status, headers=self.headers, text=self._text)

    def _frame(self) -> Frame | None:
        while "\n\n" in self._text:
            block, _, self._text = self._text.partition("\n\n")
            fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
            if "data" in fields:
                return fields["event"], json.loads(fields["data"]), fields.get("id")
            self.comments.append(block)
        return None

    async def _run(self) -> None:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": "/v1/stream",
            "raw_path": b"/v1/stream",
            "query_string": self._query,
            "headers": [(name.lower().encode(), value.encode()) for name, value in self._headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        try:
            await self._app(scope, self._receive, self._send)
        finally:
            self._begun.set()
            self._chunks.put_nowait(None)

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self._begun.set()
            return
        await self._read_on.wait()
        if message.get("body"):
            self._chunks.put_nowait(message["body"])
