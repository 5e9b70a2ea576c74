"""Liveness asks nobody; readiness asks everybody, within its own time."""

import time

import httpx

from services.api.reads.readiness import Readiness
from services.core.awsio.errors import ConnectionLost
from tests.unit.api.problem import problem
from tests.unit.api.world import World


async def test_the_process_is_alive_whatever_the_others_are(client: httpx.AsyncClient, world: World) -> None:
    world.table.failure = ConnectionLost("ConnectionLost")
    world.log.up.clear()
    response = await client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})


async def test_ready_when_table_and_broker_answer(client: httpx.AsyncClient) -> None:
    response = await client.get("/ready")
    assert response.json() == {"status": "ready", "checks": {"table": True, "broker": True}}


async def test_not_ready_says_who_did_not_answer(client: httpx.AsyncClient, world: World) -> None:
    world.table.failure = ConnectionLost("ConnectionLost")
    body = problem(await client.get("/ready"), 503, "not-ready")
    assert body["checks"] == {"table": False, "broker": True}
    assert body["detail"].endswith("table")


async def test_a_broker_that_hangs_is_given_its_own_time(world: World) -> None:
    world.log.up.clear()
    began = time.monotonic()
    checks = await Readiness(world.table, world.log, limit_seconds=0.05).check()
    assert checks == {"table": True, "broker": False}
    assert time.monotonic() - began < 1


async def test_a_broker_that_says_no_is_not_ready(world: World) -> None:
    world.log.failure = RuntimeError()
    assert (await Readiness(world.table, world.log).check())["broker"] is False
