"""The committed description is the code's."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.api.export_openapi import document
from services.core.contracts.scopes import Scope

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(document())
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_description_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document(), "run: make schemas"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_error_is_described_as_a_problem(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        assert "X-Correlation-Id" in response["headers"]
        if int(status) >= 400:
            assert list(response["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_typed_and_every_operation_said_what_it_does(operation: dict[str, Any]) -> None:
    [success] = [response for status, response in operation["responses"].items() if status.startswith("2")]
    [(media_type, content)] = success["content"].items()
    assert media_type == "text/event-stream" or "$ref" in content["schema"]
    assert operation["description"]


OPEN = {"/health", "/ready"}


def test_every_operation_says_by_which_scope_it_is_open_and_how_it_refuses() -> None:
    for path, methods in DOCUMENT["paths"].items():
        for operation in methods.values():
            if path in OPEN:
                assert operation["security"] == []
                continue
            [[scope]] = [required["token"] for required in operation["security"]]
            assert scope in list(Scope)
            assert {"401", "403"} <= operation["responses"].keys()
            assert "WWW-Authenticate" in operation["responses"]["401"]["headers"]


def test_commands_require_an_idempotency_key_and_say_where_to_look() -> None:
    for path in ("/v1/flights/{key}/events", "/v1/notifications/{id}/resend"):
        post = DOCUMENT["paths"][path]["post"]
        assert any(p["name"] == "Idempotency-Key" and p["required"] for p in post["parameters"])
        assert "Location" in post["responses"]["202"]["headers"]
