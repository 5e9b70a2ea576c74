"""Serves ministack by uvicorn: its own server, hypercorn, took more time for a request than ministack did."""

import os
from collections.abc import Awaitable, Callable

import uvicorn

GRACE_SECONDS = 2
Application = Callable[..., Awaitable[None]]


def serve(app: Application) -> None:
    """Serve until SIGTERM. Like ministack's own `main` without detaching, TLS and a pid file."""
    uvicorn.run(
        app,
        host=os.environ["BIND_HOST"],
        port=int(os.environ["GATEWAY_PORT"]),
        http="httptools",
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        date_header=False,  # ministack writes one
        server_header=False,
        proxy_headers=False,  # nothing stands in front of it
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
