"""The routes of the scripted API. Page and policy are the real ones: a browser has to allow what it needs."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from services.api.auth.sign_in import SignIn
from services.api.page.files import PageFiles
from services.api.page.policy import content_security_policy
from tests.browser.scripted import flight_page
from tests.browser.scripted.world import Scripted, frame


def problem(status: int, title: str, **members: Any) -> JSONResponse:
    """problem+json."""
    body = {"type": "urn:flightpulse:problem:scripted", "title": title, "status": status} | members
    body["correlationId"] = "c0ffee00-0000-4000-8000-000000000000"
    return JSONResponse(body, status, media_type="application/problem+json")


class ScriptedApi:
    """One method for each route."""

    def __init__(self, world: Scripted) -> None:
        self.world = world
        self._files = PageFiles()

    async def page(self, request: Request) -> Response:
        """The board's own files."""
        found = self._files.find(request.path_params.get("file", "index.html"))
        if found is None:
            return problem(404, "Nothing is here")
        policy = content_security_policy(self._sign_in())
        return Response(
            found.content, media_type=found.media_type, headers={"Content-Security-Policy": policy}
        )

    def _sign_in(self) -> SignIn | None:
        at = self.world.sign_in
        if at is None:
            return None
        return SignIn(
            at["issuer"],
            at["authorizationEndpoint"],
            at["tokenEndpoint"],
            at["clientId"],
            tuple(at["scopes"]),
        )

    async def config(self, _: Request) -> Response:
        """Where the page runs."""
        return JSONResponse(
            {
                "mode": "local",
                "signIn": self.world.sign_in,
                "clock": self.world.clock,
                "simulated": self.world.simulated,
            }
        )

    async def me(self, request: Request) -> Response:
        """Who asks."""
        if (refused := self._refused(request)) is not None:
            return refused
        return JSONResponse({"subject": "developer", "scopes": self.world.scopes, "passengerId": None})

    async def board(self, request: Request) -> Response:
        """The snapshot, or the trouble that a test made."""
        await asyncio.sleep(self.world.delay_seconds)
        if (trouble := self.world.trouble) is not None:
            return problem(**trouble)
        self.world.forgotten = False
        return self._refused(request) or JSONResponse(self.world.snapshot())

    async def stream(self, request: Request) -> Response:
        """Everything since the position, then what comes."""
        if self.world.trouble is not None:
            return problem(**self.world.trouble)
        position = request.headers.get("last-event-id", "")
        known = position.isdecimal() and int(position) <= len(self.world.log) and not self.world.forgotten
        return self._refused(request) or StreamingResponse(
            self._frames(int(position) if known else len(self.world.log), resumed=known),
            media_type="text/event-stream",
        )

    async def _frames(self, position: int, *, resumed: bool) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[tuple[str, str, dict[str, Any]] | None] = asyncio.Queue()
        for missed in self.world.log[position:]:
            queue.put_nowait(missed)
        self.world.listeners.add(queue)
        beat = self.world.heartbeat_seconds
        try:
            yield frame(None, "hello", {"resumed": resumed, "heartbeatSeconds": beat})
            while True:
                try:
                    said = await asyncio.wait_for(queue.get(), beat)
                except TimeoutError:
                    if queue not in self.world.muted:
                        yield b": heartbeat\n\n"
                    continue
                if said is None:
                    return
                yield frame(*said)
        finally:
            self.world.listeners.discard(queue)

    async def flight(self, request: Request) -> Response:
        """One flight."""
        row = self.world.flights.get(request.path_params["key"])
        if row is None:
            return problem(404, "No such flight", detail="no event of this flight has been seen")
        return JSONResponse(flight_page.flight(row))

    async def history(self, request: Request) -> Response:
        """Its events."""
        key = request.path_params["key"]
        return _page(self.world.history_of(key) if key in self.world.flights else [], request)

    async def told(self, request: Request) -> Response:
        """Its messages."""
        key = request.path_params["key"]
        return _page(self.world.lines_of(key) if key in self.world.flights else [], request)

    async def notification(self, request: Request) -> Response:
        """One message."""
        line = self.world.line(request.path_params["id"])
        return JSONResponse(flight_page.whole(line)) if line else problem(404, "No such notification")

    async def append(self, request: Request) -> Response:
        """A command on a flight."""
        key, body = request.path_params["key"], await request.json()
        if (refused := self._command(request, body)) is not None:
            return refused
        event_id = self.world.take(key, request.headers["idempotency-key"], body)
        location = {"Location": f"/v1/flights/{key}/events/{event_id}"}
        return JSONResponse({"eventId": event_id}, 202, location)

    async def event(self, request: Request) -> Response:
        """What became of a command."""
        entries = self.world.history_of(request.path_params["key"])
        entry = next((row for row in entries if row["eventId"] == request.path_params["id"]), None)
        cancelled = ["cancelled"] if entry and entry["eventType"] == "flight.cancelled" else []
        determines = [*cancelled, *sorted(entry["facts"])] if entry else []
        return JSONResponse(
            {"eventId": request.path_params["id"], "applied": entry is not None, "determines": determines}
        )

    async def resend(self, request: Request) -> Response:
        """A message once more."""
        if (refused := self._command(request, None)) is not None:
            return refused
        line = self.world.line(request.path_params["id"])
        assert line is not None
        again = line | {"notificationId": "a" * 32, "n": line["n"] + 1}
        self.world.extra_lines[again["notificationId"]] = again
        return JSONResponse({"notificationId": "a" * 32}, 202, {"Location": f"/v1/notifications/{'a' * 32}"})

    def _command(self, request: Request, body: dict[str, Any] | None) -> Response | None:
        self.world.commands.append((request.url.path, request.headers["idempotency-key"], body))
        if self.world.refuse_commands:
            self.world.refuse_commands -= 1
            return problem(503, "Not possible at this moment", detail="Kafka has not confirmed the event yet")
        return None

    def _refused(self, request: Request) -> Response | None:
        token = self.world.token
        if token is None or request.headers.get("authorization") == f"Bearer {token}":
            return None
        return problem(401, "A valid token is needed")


def _page(rows: list[dict[str, Any]], request: Request) -> Response:
    limit, start = int(request.query_params["limit"]), int(request.query_params.get("cursor", 0))
    more = str(start + limit) if len(rows) > start + limit else None
    return JSONResponse({"items": rows[start : start + limit], "next": more})


def scripted_app(world: Scripted) -> Starlette:
    """The application."""
    api = ScriptedApi(world)
    return Starlette(
        routes=[
            Route("/", api.page),
            Route("/board/config.json", api.config),
            Route("/board/{file:path}", api.page),
            Route("/v1/me", api.me),
            Route("/v1/board", api.board),
            Route("/v1/stream", api.stream),
            Route("/v1/flights/{key}", api.flight),
            Route("/v1/flights/{key}/history", api.history),
            Route("/v1/flights/{key}/notifications", api.told),
            Route("/v1/flights/{key}/events", api.append, methods=["POST"]),
            Route("/v1/flights/{key}/events/{id}", api.event),
            Route("/v1/notifications/{id}", api.notification),
            Route("/v1/notifications/{id}/resend", api.resend, methods=["POST"]),
        ]
    )
