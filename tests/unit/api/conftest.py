"""A client of the API, and the world behind it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.unit.api.world import World


@pytest.fixture
async def world() -> World:
    return World()


@pytest.fixture
async def client(world: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(world.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as made:
        yield made
