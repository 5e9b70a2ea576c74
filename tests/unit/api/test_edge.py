"""What every request passes through: correlation, hosts, logs, unknown paths."""

import json
import logging
from io import StringIO
from typing import Any

import httpx
import pytest

from services.core.observability import JsonLines
from tests.unit.api.problem import problem
from tests.unit.api.world import World

FLIGHT = "/v1/flights/UA-0207-2013-03-08-EWR-1"


async def test_the_callers_correlation_id_is_kept(client: httpx.AsyncClient) -> None:
    response = await client.get(FLIGHT, headers={"X-Correlation-Id": "abc-123"})
    assert response.headers["X-Correlation-Id"] == "abc-123"


@pytest.mark.parametrize("bad", ["", "a b", 'x"y', "x" * 65, "maria@example.com"])
async def test_what_does_not_look_like_an_id_is_replaced(client: httpx.AsyncClient, bad: str) -> None:
    given = (await client.get(FLIGHT, headers={"X-Correlation-Id": bad})).headers["X-Correlation-Id"]
    assert given != bad
    assert len(given) == 36


async def test_requests_without_an_id_get_one_each(client: httpx.AsyncClient) -> None:
    ids = {(await client.get(FLIGHT)).headers["X-Correlation-Id"] for _ in range(3)}
    assert len(ids) == 3


async def test_answers_are_not_to_be_stored_or_guessed_at(client: httpx.AsyncClient) -> None:
    headers = (await client.get(FLIGHT)).headers
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


async def test_an_unknown_path_and_a_wrong_method_are_problems(client: httpx.AsyncClient) -> None:
    problem(await client.get("/v2/flights"), 404, "no-such-resource")
    response = await client.delete(FLIGHT)
    problem(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == "GET"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80x", ""])
async def test_another_host_name_gets_nothing(client: httpx.AsyncClient, host: str) -> None:
    problem(await client.get("/health", headers={"Host": host}), 421, "wrong-host")


async def test_the_port_of_the_host_does_not_matter(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health", headers={"Host": "127.0.0.1:8123"})).status_code == 200


@pytest.fixture
def lines() -> Any:
    """What is logged during the test, as JSON."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines("api"))
    handler.addFilter(lambda record: record.name != "httpx")  # the client of the test, not the API
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


async def test_the_access_log_has_the_template_and_never_the_path(
    client: httpx.AsyncClient, lines: Any
) -> None:
    await client.get(f"{FLIGHT}/history?cursor=zzz", headers={"X-Correlation-Id": "corr-1"})
    await client.get("/private/maria.huber@example.com")
    first, second = [line for line in lines() if line["logger"] == "services.api.access"]
    assert first["route"] == "/v1/flights/{key}/history"
    assert (first["method"], first["status"], first["correlation_id"]) == ("GET", 400, "corr-1")
    assert (second["route"], second["status"]) == ("(no route)", 404)
    text = json.dumps(lines())
    assert "UA-0207" not in text
    assert "maria" not in text
    assert "zzz" not in text


async def test_a_defect_is_logged_with_its_place_and_without_its_text(
    client: httpx.AsyncClient, world: World, lines: Any
) -> None:
    world.table.failure = ValueError("maria.huber@example.com")
    response = await client.get(FLIGHT)
    problem(response, 500, "internal-error")
    [line] = [line for line in lines() if line["level"] == "ERROR"]
    assert (line["error"], line["correlation_id"]) == ("ValueError", response.headers["X-Correlation-Id"])
    assert "maria" not in json.dumps(lines())
