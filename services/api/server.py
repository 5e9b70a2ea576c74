"""uvicorn's server, which ends the streams before it waits for requests to end: by themselves they do not."""

import socket
from collections.abc import Awaitable, Callable

import uvicorn
from fastapi import FastAPI


class ServerWithStreams(uvicorn.Server):
    """`before_drain` runs once the server is told to stop."""

    def __init__(self, config: uvicorn.Config, before_drain: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._before_drain = before_drain

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what lasts, then drain."""
        await self._before_drain()
        await super().shutdown(sockets)


async def end_streams(app: FastAPI) -> None:
    """The viewers of the board come again, at another task."""
    services = getattr(app.state, "services", None)
    if services is not None:
        await services.board.hub.close()
