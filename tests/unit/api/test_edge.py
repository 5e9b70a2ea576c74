"""What every request passes through: correlation, hosts, logs, unknown paths."""

import json
import logging
from dataclasses import replace
from io import StringIO
from typing import Any

import httpx
import pytest

from services.api.app import create_app
from services.api.auth.callers import Callers
from services.api.auth.rates import Rates
from services.api.edge import Edge
from services.core.observability import JsonLines
from tests.fakes.issuer import Issuer, bearer
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
    for answer in (await client.get(f"{FLIGHT}/history"), await client.get("/nowhere")):
        headers = answer.headers
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"]
        assert "Access-Control-Allow-Origin" not in headers


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


ORIGIN = "https://board.example.com"


async def _ask(edge: Edge, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
    app = create_app(lambda: None, (), edge=edge)  # type: ignore[arg-type, return-value]
    app.state.services = World().app().state.services
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        return await client.request(method, path, headers=headers)


async def test_only_pages_of_named_origins_may_call_and_without_cookies() -> None:
    asks = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "idempotency-key",
    }
    for edge, allowed in (
        (Edge(), None),
        (Edge(("https://other.example.com",)), None),
        (Edge((ORIGIN,)), ORIGIN),
    ):
        preflight = await _ask(edge, "OPTIONS", f"{FLIGHT}/events", asks)
        assert preflight.headers.get("Access-Control-Allow-Origin") == allowed
        assert "Access-Control-Allow-Credentials" not in preflight.headers
        read = await _ask(edge, "GET", FLIGHT, {"Origin": ORIGIN})
        assert read.headers.get("Access-Control-Allow-Origin") == allowed


async def test_the_page_of_the_description_is_there_only_when_it_is_wanted() -> None:
    problem(await _ask(Edge(), "GET", "/docs", {}), 404, "no-such-resource")
    shown = await _ask(Edge(docs=True), "GET", "/docs", {})
    assert shown.status_code == 200
    assert "cdn.jsdelivr.net" in shown.headers["Content-Security-Policy"]


async def test_a_caller_who_comes_too_often_waits_and_holds_up_nobody_else() -> None:
    issuer, now = Issuer(), [1000.0]
    limited = Callers(issuer.callers()._tokens, None, Rates(2, lambda: now[0]))
    world = World()
    app = world.app()
    app.state.services = replace(app.state.services, callers=limited)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        mine, other = (bearer(issuer.token(["flights:read"], sub=sub)) for sub in ("me", "you"))
        for _ in range(4):
            assert (await client.get(FLIGHT, headers=mine)).status_code == 200
        refused = await client.get(FLIGHT, headers=mine)
        problem(refused, 429, "too-many-requests")
        assert refused.headers["Retry-After"] == "1"
        assert (await client.get(FLIGHT, headers=other)).status_code == 200
        now[0] += int(refused.headers["Retry-After"])
        assert (await client.get(FLIGHT, headers=mine)).status_code == 200
        for _ in range(9):
            assert (await client.get("/health")).status_code == 200


def test_callers_that_are_long_gone_are_forgotten() -> None:
    rates = Rates(1, lambda: 0.0)
    for number in range(10_050):
        assert rates.wait(number) == 0
    assert len(rates._buckets) == 10_000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLIGHTPULSE_DOCS", "yes"),
        ("FLIGHTPULSE_CORS_ORIGINS", "*"),
        ("FLIGHTPULSE_CORS_ORIGINS", "https://board.example.com/"),
        ("FLIGHTPULSE_CORS_ORIGINS", "board.example.com"),
        ("FLIGHTPULSE_RATE_PER_SECOND", "-1"),
        ("FLIGHTPULSE_KEEP_ALIVE_SECONDS", "0"),
    ],
)
def test_a_wrong_setting_of_the_edge_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} .*; it must be"):
        Edge.from_environment({name: value})
    good = Edge.from_environment({"FLIGHTPULSE_CORS_ORIGINS": f"{ORIGIN}, http://localhost:3000"})
    assert good.origins == (ORIGIN, "http://localhost:3000")
