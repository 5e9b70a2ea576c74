"""The span of a request, what continues from it, and the count of our own failures."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from services.api.adapters.traced import TracedBus, TracedLog
from services.api.app import create_app
from services.api.bootstrap import compose
from services.api.reads.cursors import Cursors
from services.core.embedded_metrics import EmbeddedMetrics
from services.core.tracing.context import parse_traceparent
from services.core.tracing.recorder import Recorded, RecordingTracer
from tests.fakes.messenger import FixedClock
from tests.unit.api.test_flight_events import BODY, EVENTS, TRACE
from tests.unit.api.world import KEY, STATUS_SHARDS, World

FLIGHT = f"/v1/flights/{KEY}"
TOPIC = "flight-operations"


@dataclass
class Watched:
    """The API with a tracer and lines of metrics."""

    world: World = field(default_factory=World)
    sent: list[Recorded] = field(default_factory=list)
    lines: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.tracer = RecordingTracer(lambda _trace, _parent: True, self)

    def send(self, spans: Sequence[Recorded], seconds: float) -> None:
        self.sent.extend(spans)

    def spans(self) -> list[Recorded]:
        self.tracer.flush(1)
        return self.sent

    async def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        world = self.world

        def never_opened() -> Any:
            raise AssertionError("the fakes are set at once")

        app = create_app(never_opened, {"127.0.0.1"}, self.tracer, EmbeddedMetrics(self.lines, FixedClock()))
        app.state.services = compose(
            world.callers,
            world.table,
            world.table,
            TracedLog(world.log, TOPIC, self.tracer),
            TracedBus(world.bus, "bus", self.tracer),
            world.secret,
            Cursors(b"secret" * 6),
            world.clock,
            STATUS_SHARDS,
        )
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **more)


async def test_a_command_is_one_trace_from_the_caller_to_the_record() -> None:
    watched = Watched()
    headers = {"Idempotency-Key": "a", "traceparent": TRACE, "X-Correlation-Id": "corr-7"}
    assert (await watched.request("POST", EVENTS, json=BODY, headers=headers)).status_code == 202
    send, request = watched.spans()
    assert request.name == "POST /v1/flights/{key}/events"
    assert request.parent == parse_traceparent(TRACE)
    assert request.attributes == {
        "http.request.method": "POST",
        "url.scheme": "http",
        "flightpulse.correlation_id": "corr-7",
        "http.response.status_code": 202,
        "http.route": "/v1/flights/{key}/events",
    }
    assert (send.name, send.parent) == (f"send {TOPIC}", request.context)
    [record] = watched.world.log.records
    assert record.headers["traceparent"] == send.traceparent


async def test_a_resend_carries_the_trace_of_its_request() -> None:
    watched = Watched()
    notification = next(pk for pk, _ in watched.world.table.items if pk.startswith("NTF#"))
    path = f"/v1/notifications/{notification.removeprefix('NTF#')}/resend"
    assert (await watched.request("POST", path, headers={"Idempotency-Key": "a"})).status_code == 202
    send, request = watched.spans()
    assert (send.name, send.parent) == ("send notification.requested", request.context)
    [(_, detail)] = watched.world.bus.events
    assert detail["traceparent"] == send.traceparent


@pytest.mark.parametrize("given", ["00-x", "", "00-" + "0" * 32 + "-" + "1" * 16 + "-01"])
async def test_a_malformed_traceparent_begins_a_trace(given: str) -> None:
    watched = Watched()
    await watched.request("GET", FLIGHT, headers={"traceparent": given})
    [request] = watched.spans()
    assert request.parent is None


@pytest.mark.parametrize("path", ["/v1/bookings/K7M2QX", "/v1/nowhere/maria@example.com"])
async def test_no_span_has_a_path(path: str) -> None:
    watched = Watched()
    await watched.request("GET", path)
    [request] = watched.spans()
    assert path.rsplit("/", 1)[1] not in repr(request)
    assert request.name in ("GET /v1/bookings/{locator}", "GET")


async def test_health_checks_are_not_traced() -> None:
    watched = Watched()
    await watched.request("GET", "/health")
    await watched.request("GET", "/ready")
    assert watched.spans() == []


async def test_a_failure_of_ours_is_counted_by_route_and_marks_the_span() -> None:
    watched = Watched()

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("maria@example.com")

    watched.world.table.get = broken  # type: ignore[method-assign]
    assert (await watched.request("GET", FLIGHT)).status_code == 500
    [request] = watched.spans()
    assert (request.error, request.attributes["http.response.status_code"]) == ("500", 500)
    assert "maria" not in repr(request)
    (line,) = [json.loads(text) for text in watched.lines.getvalue().splitlines()]
    assert (line["ServerErrors"], line["route"], line["service"]) == (1, "/v1/flights/{key}", "api")


async def test_a_mistake_of_the_caller_is_no_failure_of_ours() -> None:
    watched = Watched()
    assert (await watched.request("GET", "/v1/flights/nonsense")).status_code in (400, 404)
    [request] = watched.spans()
    assert request.error is None
    assert watched.lines.getvalue() == ""
