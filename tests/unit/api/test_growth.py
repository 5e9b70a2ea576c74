"""The API may only grow: what breaks a client is named, what does not is let through."""

import copy
import json
from typing import Any

import pytest

from services.api.export_openapi import document
from tools.openapi.growth import breaks

NOW: dict[str, Any] = json.loads(document())
LIST, BOOK = ("/v1/flights", "get"), ("/v1/bookings", "post")


def edited(*path: str | int, to: Any) -> dict[str, Any]:
    """The description with one thing changed; None takes it away."""
    made = copy.deepcopy(NOW)
    place: Any = made
    for part in path[:-1]:
        place = place[part]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return made


def parameter(name: str) -> int:
    return [one["name"] for one in NOW["paths"][LIST[0]]["get"]["parameters"]].index(name)


SCHEMAS = ("components", "schemas")
ORDER: dict[str, Any] = NOW["components"]["schemas"]["BookingBody"]
VIEW: dict[str, Any] = NOW["components"]["schemas"]["FlightView"]


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (edited("paths", "/v1/bookings", "post", to=None), "POST /v1/bookings: is gone"),
        (edited("paths", *LIST, "parameters", parameter("limit"), to=None), "limit is gone"),
        (
            edited("paths", *LIST, "parameters", parameter("limit"), "required", to=True),
            "limit is required now",
        ),
        (
            edited("paths", *LIST, "parameters", parameter("status"), "schema", "enum", to=["delayed"]),
            "status no longer takes arrived",
        ),
        (edited("paths", *LIST, "security", to=[{"token": ["ops:write"]}]), "other scopes"),
        (edited("paths", *BOOK, "responses", "201", to=None), "no longer answers 201"),
        (
            edited(*SCHEMAS, "BookingBody", "required", to=list(ORDER["properties"])),
            "locator is required now",
        ),
        (edited(*SCHEMAS, "BookingBody", "properties", "locator", to=None), "body.locator is gone"),
        (edited(*SCHEMAS, "FlightView", "properties", "gate", to=None), "200.gate is gone"),
        (
            edited(*SCHEMAS, "FlightView", "properties", "version", "type", to="string"),
            "version has another type",
        ),
        (edited(*SCHEMAS, "FlightView", "required", to=["flightKey"]), "no longer sure to be there"),
    ],
)
def test_what_breaks_a_client_is_named(new: dict[str, Any], why: str) -> None:
    assert any(why in line for line in breaks(NOW, new)), breaks(NOW, new)


@pytest.mark.parametrize(
    "new",
    [
        NOW,
        edited("paths", "/v2/flights", to=NOW["paths"]["/v1/flights"]),
        edited(*SCHEMAS, "FlightView", "properties", "aisle", to={"type": "string"}),
        edited(*SCHEMAS, "FlightView", "required", to=[*VIEW["required"], "more"]),
        edited(*SCHEMAS, "BookingBody", "properties", "seat", to={"type": "string"}),
        edited(*SCHEMAS, "BookingBody", "description", to="other words"),
        edited("paths", *LIST, "responses", "418", to={"description": "a teapot"}),
    ],
)
def test_growth_is_let_through(new: dict[str, Any]) -> None:
    assert breaks(NOW, new) == []
