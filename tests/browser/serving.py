"""An ASGI application behind a real socket, in a thread of its own; it can be stopped and come back."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import uvicorn

from local.runtime.ports import LOOPBACK

Answer = TypeVar("Answer")
Said = ParamSpec("Said")
_SECONDS = 20.0


class Serving:
    """`app` makes the application anew for each start, as a process would."""

    def __init__(self, app: Callable[[], Any], port: int = 0) -> None:
        self._app = app
        self.port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://{LOOPBACK}:{self.port}/"

    def start(self) -> "Serving":
        """Takes connections when this returns; on the port of before, if there was one."""
        listener = socket.create_server((LOOPBACK, self.port), backlog=64)
        self.port = listener.getsockname()[1]
        # An open stream must not hold up the end: a process that is stopped leaves nobody the time either.
        config = uvicorn.Config(
            self._app(), log_level="critical", timeout_graceful_shutdown=0, lifespan="off", access_log=False
        )
        self._server = uvicorn.Server(config)
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(self._server, listener, ready), daemon=True)
        self._thread.start()
        if not ready.wait(_SECONDS):
            raise TimeoutError("the server did not start")
        return self

    def stop(self) -> None:
        """Every connection ends."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(_SECONDS)
        self._server = None

    def call(self, task: Callable[Said, Answer], *arguments: Said.args, **named: Said.kwargs) -> Answer:
        """Calls it on the server's loop, where the state may be touched."""

        async def run() -> Answer:
            return task(*arguments, **named)

        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(_SECONDS)

    def _run(self, server: uvicorn.Server, listener: socket.socket, ready: threading.Event) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            ready.set()
            await server.serve(sockets=[listener])

        asyncio.run(serve())
