"""A loopback HTTP server that answers as scripted and remembers what it was asked."""

import json
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import botocore.loaders
import botocore.session
from aiohttp import web
from aiohttp.test_utils import TestServer

from services.core.awsio.client import AwsClient

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class ScriptedAws:
    """`script` holds the next answers; when it is empty, an empty success."""

    script: list[Answer] = field(default_factory=list)
    seen: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append((dict(request.headers), json.loads(await request.read())))
        answer = self.script.pop(0) if self.script else reply(200, {})
        return await answer(request)


def reply(status: int, body: Any, headers: dict[str, str] | None = None, *, crc: bool = True) -> Answer:
    """A JSON answer with the checksum that DynamoDB sends."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    checked = {"x-amz-crc32": str(zlib.crc32(raw))} if crc else {}

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=raw, headers={**checked, **(headers or {})})

    return answer


def refusal(code: str, status: int = 400, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    """An error as the JSON protocol writes it."""
    return reply(
        status, {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no", **more}, headers
    )


@asynccontextmanager
async def scripted() -> AsyncIterator[ScriptedAws]:
    """A running server."""
    aws = ScriptedAws()
    app = web.Application()
    app.router.add_post("/", aws.handle)
    async with TestServer(app, host="127.0.0.1") as server:
        aws.url = str(server.make_url("/"))
        yield aws


@cache
def _models() -> botocore.loaders.Loader:
    # A session of its own reads the models of the services and all endpoints again: a fifth of a second.
    return botocore.loaders.create_loader()


def session(token: str | None = None) -> botocore.session.Session:
    """A botocore session with fixed credentials."""
    made = botocore.session.Session()
    made.register_component("data_loader", _models())
    made.set_credentials("AKID", "secret", token)
    return made


def client(region: str = "eu-central-1") -> AwsClient:
    """A client with fixed credentials; endpoints come from the environment."""
    return AwsClient(region, session=session())
