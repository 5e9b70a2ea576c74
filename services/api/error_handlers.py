"""Every error that can leave a route, mapped once to a problem."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from services.api import problems
from services.api.commands.create_booking import TooManyRows
from services.api.commands.idempotency import KeyReused
from services.api.commands.open_flights import NotBookable
from services.api.problems import Kind, Problem, try_again
from services.api.reads.cursors import BadCursor
from services.core.booking.changes import NotPossible
from services.core.errors import InvalidEvent, Retryable

_LOGGER = logging.getLogger(__name__)
_BY_STATUS = {404: problems.NO_RESOURCE, 405: problems.NO_METHOD, 413: problems.TOO_LARGE}
_EXPECTED = {
    404: "a path of /openapi.json",
    405: "one of the methods in the Allow header",
    413: "a body of at most 64 KiB",
}


def install(app: FastAPI) -> None:
    """Register the handlers. What is left over is caught by the outermost middleware."""
    _install_for_bookings(app)

    @app.exception_handler(Problem)
    async def problem(_: Request, error: Problem) -> JSONResponse:
        return error.response()

    @app.exception_handler(Retryable)
    async def unavailable(_: Request, error: Retryable) -> JSONResponse:
        fields = {"error": type(error).__name__, "code": getattr(error, "code", None)}
        _LOGGER.warning("a dependency failed", extra={"fields": fields})
        return try_again("a service behind this one does not answer").response()

    @app.exception_handler(InvalidEvent)
    async def invalid_event(_: Request, error: InvalidEvent) -> JSONResponse:
        return Problem(
            problems.INVALID_EVENT, str(error), "an event as in /openapi.json", reason=error.reason
        ).response()

    @app.exception_handler(BadCursor)
    async def bad_cursor(_: Request, error: BadCursor) -> JSONResponse:
        expected = "`next` of the page before, unchanged, or no cursor for the first page"
        return Problem(problems.INVALID_CURSOR, str(error), expected).response()

    @app.exception_handler(KeyReused)
    async def key_reused(_: Request, error: KeyReused) -> JSONResponse:
        return Problem(problems.KEY_REUSED, str(error), "a new key for a new request").response()

    @app.exception_handler(RequestValidationError)
    async def invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
        about_event = request.url.path.endswith("/events")
        kind = problems.INVALID_EVENT if about_event else problems.INVALID_BODY
        return _invalid(error.errors(), kind).response()

    @app.exception_handler(HTTPException)
    async def by_status(_: Request, error: HTTPException) -> JSONResponse:
        kind = _BY_STATUS.get(error.status_code, problems.MALFORMED)
        return Problem(kind, error.detail, _EXPECTED.get(error.status_code), headers=error.headers).response()


def _install_for_bookings(app: FastAPI) -> None:
    @app.exception_handler(NotBookable)
    async def not_bookable(_: Request, error: NotBookable) -> JSONResponse:
        return Problem(
            problems.NOT_BOOKABLE,
            "a flight is not known, has left or does not fly",
            "flights that GET /v1/flights/{key} shows, and that have neither left nor been cancelled",
            unknown=list(error.unknown),
            closed=list(error.closed),
        ).response()

    @app.exception_handler(NotPossible)
    async def not_possible(_: Request, error: NotPossible) -> JSONResponse:
        return Problem(problems.NOT_POSSIBLE, str(error)).response()

    @app.exception_handler(TooManyRows)
    async def too_many_rows(_: Request, error: TooManyRows) -> JSONResponse:
        return Problem(problems.INVALID_BODY, str(error), "several bookings").response()


def _invalid(errors: Sequence[Any], kind_of_body: Kind) -> Problem:
    """Says where and what, never the value: a caller's mistake may have put an address there."""
    found = [{"where": ".".join(map(str, error["loc"])), "problem": error["msg"]} for error in errors]
    in_body = any(error["loc"][0] == "body" and error["type"] != "json_invalid" for error in errors)
    kind = kind_of_body if in_body else problems.MALFORMED
    first = found[0]
    return Problem(
        kind, f"{first['where']}: {first['problem']}", "a request as in /openapi.json", errors=found
    )
