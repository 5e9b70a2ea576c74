"""Whatever the description allows, and what it does not, ends in an answer that the description names."""

import asyncio
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.core.contracts.scopes import Scope
from tests.fakes.issuer import bearer
from tests.unit.api import bookings
from tests.unit.api.world import CONTACT, KEY, World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 6
"""Of each operation and mode: some 8 s of a processor in all."""

# Ids that lead somewhere, so that not every answer is a 404.
KNOWN = {
    "key": str(KEY),
    "locator": bookings.LOCATOR,
    "contact": CONTACT,
    "/v1/notifications/": f"{3:032x}",
    "/v1/passengers/": bookings.MARIA.passenger_id,
    "/events/": "event-1",
}


def world() -> World:
    made = World(anonymous=None)
    made.table.put(*bookings.booked(), *bookings.contacts())
    return made


STREAM = "/v1/stream"
"""It never ends, so its answers are read in test_stream.py."""

SCHEMA = schemathesis.openapi.from_dict(world().app().openapi()).exclude(path=STREAM)
OPERATIONS = [
    pytest.param(operation, mode, id=f"{operation.label} {mode.value}")
    for operation in (found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok))
    for mode in GenerationMode
    # Without a parameter nothing can be wrong with a request.
    if mode is GenerationMode.POSITIVE or any(operation.iter_parameters()) or operation.body
]


def known(path: str) -> dict[str, str]:
    """Values of a path's parameters."""
    values = {name: value for name, value in KNOWN.items() if f"{{{name}}}" in path}
    if "{id}" in path:
        values["id"] = next(value for part, value in KNOWN.items() if part + "{id}" in path)
    return values


def test_every_operation_is_tried() -> None:
    tried = {str(case.id).rpartition(" ")[0] for case in OPERATIONS}
    assert tried == {
        f"{method.upper()} {path}"
        for path, methods in world().app().openapi()["paths"].items()
        for method in methods
        if path != STREAM
    }


@pytest.mark.parametrize(("operation", "mode"), OPERATIONS)
def test_no_request_ends_in_anything_that_is_not_described(operation: object, mode: GenerationMode) -> None:
    app, issuer = (made := world()).app(), made.issuer
    headers = bearer(issuer.token(Scope))

    async def answer(case: Any) -> httpx.Response:
        request = case.as_transport_kwargs(base_url="http://127.0.0.1", headers=headers)
        request.pop("cookies", None)
        body = request.pop("data", None)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(**request, content=body)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode), use_known=st.booleans())  # type: ignore[attr-defined]
    def hold(case: Any, use_known: bool) -> None:
        if use_known and case.path_parameters:
            case.path_parameters.update(known(case.path))
        case.validate_response(asyncio.run(answer(case)), checks=CHECKS)

    hold()
