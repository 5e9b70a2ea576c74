"""Accounts over HTTP, each on a port of its own, in one thread beside the tests."""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from local.runtime.ports import LOOPBACK
from tests.reliability.aws.account import Account
from tests.reliability.aws.fates import SILENT_SECONDS, SLOW_SECONDS, Fate

T = TypeVar("T")


class AwsServer:
    """A loop in a thread. Use it as a context."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="stand-in AWS", daemon=True)
        self._runners: list[web.AppRunner] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5.0)
        self._loop.close()

    def open(self, account: Account) -> str:
        """The URL under which the account answers from now on."""
        return self._do(lambda: self._open(account))

    def _do(self, what: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return asyncio.run_coroutine_threadsafe(what(), self._loop).result(timeout=15.0)

    async def _open(self, account: Account) -> str:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/", partial(_handle, account))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, LOOPBACK, 0)
        await site.start()
        self._runners.append(runner)
        port: int = runner.addresses[0][1]
        return f"http://{LOOPBACK}:{port}"

    async def _stop(self) -> None:
        for runner in self._runners:
            await runner.cleanup()
        # Requests that were to be left without an answer still wait.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _handle(account: Account, request: web.Request) -> web.StreamResponse:
    operation = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    fate, status, body = account.answer(operation, await request.read())
    if fate is Fate.SLOW:
        await asyncio.sleep(SLOW_SECONDS)
    if fate is Fate.SILENT:
        await asyncio.sleep(SILENT_SECONDS)
    if fate in (Fate.UNSENT, Fate.LOST, Fate.SILENT):
        if request.transport is not None:
            request.transport.abort()
        raise web.HTTPServiceUnavailable
    return web.Response(
        status=status, body=json.dumps(body).encode(), content_type="application/x-amz-json-1.0"
    )
