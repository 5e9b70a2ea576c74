"""What an orchestrator asks: do the loops turn, is there work to do, and the metrics."""

import time
from collections.abc import Callable
from typing import Final

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from services.consumer.assignment import Assignment
from services.consumer.gate import Gate
from services.consumer.metrics import Metrics

STALLED_SECONDS: Final = 60.0
"""The loops turn at least every second, whatever the brokers and AWS do."""


class Pulse:
    """When each loop last turned."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._beats: dict[str, float] = {}

    def beat(self, loop: str) -> None:
        """This loop turns."""
        self._beats[loop] = self._now()

    def end(self, loop: str) -> None:
        """This loop has come to its end, as it should."""
        self._beats.pop(loop, None)

    def lose(self, loop: str) -> None:
        """This loop is beyond help: only another process can do its work."""
        self._beats[loop] = float("-inf")

    def stalled(self) -> list[str]:
        """Loops that have stopped turning."""
        now = self._now()
        return [loop for loop, at in self._beats.items() if now - at > STALLED_SECONDS]


class HealthServer:
    """/health is liveness, which no outage touches; /ready: has partitions and takes in; /metrics."""

    def __init__(self, pulse: Pulse, assignment: Assignment, gate: Gate, metrics: Metrics) -> None:
        self._pulse = pulse
        self._assignment = assignment
        self._gate = gate
        self._metrics = metrics
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Returns the port, which the system chose when 0 was asked for."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/health", self._health),
                web.get("/ready", self._ready),
                web.get("/metrics", self._expose),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        stalled = self._pulse.stalled()
        return web.json_response({"stalled": stalled}, status=503 if stalled else 200)

    async def _ready(self, _: web.Request) -> web.Response:
        lanes = self._assignment.current
        body = {
            "partitions": len(list(lanes.epoch.partitions)) if lanes else 0,
            "refused": self._gate.reasons,
        }
        ready = lanes is not None and not self._gate.reasons
        return web.json_response(body, status=200 if ready else 503)

    async def _expose(self, _: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(self._metrics.registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        )
