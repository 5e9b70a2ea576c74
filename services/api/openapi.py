"""The description of the API: problems in their own media type, and the headers of every answer."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.api import problems
from services.api.auth.policy import Rule, rule_of
from services.api.commands.idempotency import KEY_PATTERN
from services.api.problems import MEDIA_TYPE, Kind
from services.core.flight.public_status import PUBLIC_STATUSES

VERSION: Final = "1.0.0"
_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. Members beyond these may appear.",
    "required": ["type", "title", "status", "detail", "correlationId"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:flightpulse:problem:invalid-flight-key"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "what is wrong with this request"},
        "expected": {"type": "string", "description": "what would be right"},
        "correlationId": {"type": "string"},
    },
}
_CORRELATION: Final[dict[str, Any]] = {
    "description": "the caller's, or a new one; in every log line and event that follows",
    "schema": {"type": "string"},
}

_TOKEN: Final[dict[str, Any]] = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "An access token of the API's issuer. The scope stands at each operation; `x-passengers`"
    " says what a token of one passenger may do with it: never, own or anything.",
}

_REQUIRED: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    ("header", "Idempotency-Key"): {"type": "string", "pattern": KEY_PATTERN},
    ("query", "date"): {"type": "string", "format": "date"},
}


def answers(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may end in these problems."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        entry = by_status.setdefault(
            kind.status, {"description": kind.title, "content": {MEDIA_TYPE: {"examples": {}}}}
        )
        content = entry["content"][MEDIA_TYPE]
        content["schema"] = {"$ref": "#/components/schemas/Problem"}
        content["examples"][kind.slug] = {
            "value": {"type": kind.uri, "title": kind.title, "status": kind.status}
        }
    return by_status


def describe(app: FastAPI) -> None:
    """Make `app.openapi()` say what the middleware and the error handlers do."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _build(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend it


def _build(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="FlightPulse",
        version=VERSION,
        summary="Flights, bookings and passengers, and who was told what and why.",
        routes=app.routes,
    )
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _PROBLEM
    document["components"]["securitySchemes"] = {"token": _TOKEN}
    for template, path in document["paths"].items():
        for method, operation in path.items():
            _secure(operation, rule_of(method.upper(), template))
            _complete(operation["responses"])
            for parameter in operation.get("parameters", ()):
                _require(parameter, template)
    return document


def _secure(operation: dict[str, Any], rule: Rule) -> None:
    """What the policy says of the operation, and how it is refused."""
    if rule.scope is None:
        operation["security"] = []
        return
    operation["security"] = [{"token": [rule.scope.value]}]
    refusals = answers(problems.NOT_SIGNED_IN, problems.NOT_ALLOWED, problems.TOO_MANY)
    operation["responses"] |= {str(status): response for status, response in refusals.items()}
    challenge = {"description": "how to sign in (RFC 6750)", "schema": {"type": "string"}}
    operation["responses"]["401"]["headers"] = {"WWW-Authenticate": challenge}
    retry = {"description": "seconds", "schema": {"type": "integer"}}
    operation["responses"]["429"]["headers"] = {"Retry-After": retry}
    operation["x-passengers"] = rule.passengers.value


def _complete(responses: dict[str, Any]) -> None:
    """FastAPI's own 422 never leaves this API; and every answer carries the correlation id."""
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
    for response in responses.values():
        response.setdefault("headers", {})["X-Correlation-Id"] = _CORRELATION
        if any(response is responses.get(status) for status in ("201", "202")):
            response["headers"]["Location"] = {"schema": {"type": "string"}}


def _require(parameter: dict[str, Any], template: str) -> None:
    """Optional in the code only so that their absence is our problem, and not FastAPI's."""
    if template == "/v1/board":  # there the date may be left out
        return
    if (parameter["in"], parameter["name"]) == ("query", "status"):
        parameter["schema"] = {"type": "string", "enum": list(PUBLIC_STATUSES)}
    schema = _REQUIRED.get((parameter["in"], parameter["name"]))
    if schema is not None:
        parameter["required"] = True
        parameter["schema"] = dict(schema)
