"""The policy for API Gateway: the scope of the route decides, and nothing of it is for another route."""

import json
import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from services.authorizer import bootstrap, handler
from services.authorizer.authorizer import Authorizer
from services.authorizer.errors import KeysUnavailable, Refused
from services.authorizer.fetch import reader
from services.authorizer.key_set import KeySet
from services.authorizer.settings import Settings, SettingsError
from services.authorizer.tokens import Tokens
from tests.unit.authorizer.issuer import AUDIENCE, EXPECTED, NAME, NOW, document, token, tokens

STAGE = "arn:aws:execute-api:eu-central-1:123456789012:abc123/live/"
ROUTES = {"GET /v1/flights/{key}": "flights:read", "GET /v1/flights/{key}/bookings": "bookings:read"}
ENVIRONMENT = {
    "FLIGHTPULSE_ISSUER": NAME,
    "FLIGHTPULSE_AUDIENCE": f"{AUDIENCE}, other",
    "FLIGHTPULSE_JWKS_URL": f"{NAME}/.well-known/jwks.json",
    "FLIGHTPULSE_ROUTES": json.dumps(ROUTES),
}


def event(authorization: str, route: str = "GET /v1/flights/{key}", **changes: Any) -> dict[str, Any]:
    """As API Gateway asks, for the flight UA1."""
    method, template = route.split(" ")
    return {
        "type": "REQUEST",
        "methodArn": f"{STAGE}{method}{template.replace('{key}', 'UA1')}",
        "resource": template,
        "httpMethod": method,
        "multiValueHeaders": {"authorization": [authorization]},
    } | changes


def decide(*arguments: Any, **changes: Any) -> dict[str, Any]:
    return Authorizer(tokens(), ROUTES).decide(event(*arguments, **changes))


def effect(answer: dict[str, Any]) -> str:
    (statement,) = answer["policyDocument"]["Statement"]
    assert statement["Action"] == "execute-api:Invoke"
    return str(statement["Effect"])


def test_the_scope_of_the_route_lets_in() -> None:
    answer = decide(f"Bearer {token()}")
    assert effect(answer) == "Allow"
    assert answer["policyDocument"]["Statement"][0]["Resource"] == f"{STAGE}GET/v1/flights/*"
    assert answer["principalId"] == "somebody"
    assert answer["context"] == {"client": "planner"}


def test_the_scope_of_another_route_does_not() -> None:
    assert effect(decide(f"Bearer {token()}", "GET /v1/flights/{key}/bookings")) == "Deny"
    assert effect(decide(f"Bearer {token(scope='xflights:read flights:read.all')}")) == "Deny"


def test_a_route_that_is_in_no_table_is_for_nobody() -> None:
    assert effect(decide(f"Bearer {token()}", "POST /v1/flights/{key}")) == "Deny"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "token"])
def test_no_bearer_token_is_refused(authorization: str) -> None:
    with pytest.raises(Refused, match="no bearer token"):
        decide(authorization)


def test_two_headers_are_refused_whatever_their_case_and_none_as_well() -> None:
    good = f"bearer {token()}"
    assert effect(decide(good)) == "Allow"
    for headers in (
        {"authorization": [good, good]},
        {"authorization": [good], "Authorization": [good]},
        {},
        None,
    ):
        with pytest.raises(Refused, match="no bearer token"):
            decide("", multiValueHeaders=headers)


def test_a_request_of_no_stage_is_refused() -> None:
    with pytest.raises(Refused, match="no stage"):
        decide(f"Bearer {token()}", methodArn="*")


def test_settings_add_the_issuers_prefix_to_every_scope() -> None:
    settings = Settings.from_environment({**ENVIRONMENT, "FLIGHTPULSE_SCOPE_PREFIX": "api://fp/"})
    assert settings.expected == EXPECTED
    assert settings.scope_of["GET /v1/flights/{key}"] == "api://fp/flights:read"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLIGHTPULSE_ISSUER", ""),
        ("FLIGHTPULSE_AUDIENCE", ""),
        ("FLIGHTPULSE_JWKS_URL", "http://login.example.com/keys"),
        ("FLIGHTPULSE_ROUTES", "{}"),
        ("FLIGHTPULSE_ROUTES", '{"GET /": ""}'),
        ("FLIGHTPULSE_ROUTES", "nonsense"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({**ENVIRONMENT, name: value})


@pytest.fixture
def lambda_(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The entry with the issuer's keys at hand."""
    made = Authorizer(Tokens(KeySet(document), EXPECTED, lambda: NOW), ROUTES)
    monkeypatch.setattr(bootstrap, "authorizer", lambda: made)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    handler._authorizer.cache_clear()
    yield
    handler._authorizer.cache_clear()
    root.handlers[:] = before
    root.setLevel(level)


def test_the_gateway_understands_a_refusal_and_the_log_holds_no_token(
    lambda_: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert effect(handler.handle(event(f"Bearer {token()}"), None)) == "Allow"
    expired = token(exp=NOW - 3600)
    with pytest.raises(handler.NotSignedIn, match=r"^Unauthorized$"):
        handler.handle(event(f"Bearer {expired}"), None)
    logged = capsys.readouterr().out
    assert json.loads(logged)["reason"] == "the token has expired"
    assert not any(part in logged for part in expired.split("."))
    assert "somebody" not in logged


class Keys(BaseHTTPRequestHandler):
    """Answers by the path that it is asked for."""

    def do_GET(self) -> None:
        status, body = {
            "/keys": (200, json.dumps(document()).encode()),
            "/moved": (302, b""),
            "/text": (200, b"<html>"),
            "/long": (200, b" " * 1_000_001),
        }.get(self.path, (503, b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/keys")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Keys) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_keys_are_read_where_they_are(server: str) -> None:
    assert reader(f"{server}/keys")() == document()


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/moved", "cannot be read"), ("/text", "not JSON"), ("/long", "longer"), ("/gone", "cannot be read")],
)
def test_anything_else_is_no_set_of_keys(path: str, reason: str, server: str) -> None:
    with pytest.raises(KeysUnavailable, match=reason):
        reader(server + path)()


def test_an_issuer_that_is_not_there_is_no_crash() -> None:
    with pytest.raises(KeysUnavailable, match="cannot be read"):
        reader("http://127.0.0.1:9/keys")()
