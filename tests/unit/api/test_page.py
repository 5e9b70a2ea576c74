"""The board's page: its files and nothing else, what a browser lets it do, and what it is told."""

from pathlib import Path

import httpx
import pytest

from services.api.auth.sign_in import SignIn
from services.api.page.config import PageConfig
from services.api.page.files import PageFiles
from services.api.page.page import Page
from services.core.contracts.scopes import Scope
from tests.fakes.issuer import SETTINGS, bearer
from tests.unit.api.problem import problem
from tests.unit.api.world import World

ENDPOINTS = {
    "FLIGHTPULSE_SIGN_IN_AUTHORIZATION_URL": "https://login.example.com/oauth2/authorize",
    "FLIGHTPULSE_SIGN_IN_TOKEN_URL": "https://login.example.com/oauth2/token",
    "FLIGHTPULSE_SIGN_IN_CLIENT_ID": "board",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "board" / "modules").mkdir(parents=True)
    (tmp_path / "secret.js").write_text("secret")
    for name in ("index.html", "modules/board.js", ".hidden.js", "notes.md"):
        (tmp_path / "board" / name).write_text(f"content of {name}")
    (tmp_path / "board" / "link.js").symlink_to(tmp_path / "secret.js")
    return tmp_path / "board"


@pytest.fixture
def world(folder: Path) -> World:
    return World(page=Page(files=PageFiles(folder)))


async def test_the_page_and_its_files_are_there_for_everybody(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    assert (page.status_code, page.text) == (200, "content of index.html")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    script = await client.get("/board/modules/board.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("connect-src 'self'")
    assert "unsafe" not in policy


async def test_an_unchanged_file_is_not_sent_again(client: httpx.AsyncClient, folder: Path) -> None:
    first = await client.get("/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = {"If-None-Match": first.headers["ETag"]}
    same = await client.get("/", headers=again)
    assert (same.status_code, same.content) == (304, b"")
    assert (same.headers["ETag"], same.headers["Cache-Control"]) == (
        first.headers["ETag"],
        "public, no-cache",
    )
    (folder / "index.html").write_text("another release")
    assert (await client.get("/", headers=again)).text == "another release"


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.js", "%2e%2e/secret.js", "..%2fsecret.js", "modules/%2e%2e/%2e%2e/secret.js"),
        *("link.js", ".hidden.js", "notes.md", "modules", "", "no.js", "a" * 300 + ".js", "x\u0000.js"),
    ],
)
async def test_nothing_else_is(client: httpx.AsyncClient, name: str) -> None:
    problem(await client.get(f"/board/{name.replace(chr(0), '%00')}"), 404, "no-such-resource")


async def test_a_page_may_fetch_its_token_from_the_issuer_and_from_nobody_else(folder: Path) -> None:
    sign_in = SignIn.from_environment(ENDPOINTS, SETTINGS, local=False)
    world = World(page=Page(PageConfig(sign_in=sign_in), PageFiles(folder)))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(world.app()), base_url="http://127.0.0.1"
    ) as client:
        policy = (await client.get("/")).headers["Content-Security-Policy"]
        assert policy.endswith("connect-src 'self' https://login.example.com")
        told = (await client.get("/board/config.json")).json()
    assert told == {
        "mode": "deployed",
        "signIn": {
            "issuer": SETTINGS.issuer,
            "authorizationEndpoint": "https://login.example.com/oauth2/authorize",
            "tokenEndpoint": "https://login.example.com/oauth2/token",
            "clientId": "board",
            "scopes": ["openid", "flights:read", "bookings:read", "ops:write"],
        },
        "clock": "wall",
        "simulated": [],
    }


async def test_on_one_machine_nobody_signs_in_and_what_is_simulated_is_said(folder: Path) -> None:
    world = World(page=Page(PageConfig(local=True, replay=True), PageFiles(folder)))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(world.app()), base_url="http://127.0.0.1"
    ) as client:
        told = (await client.get("/board/config.json")).json()
    assert (told["mode"], told["signIn"], len(told["simulated"])) == ("local", None, 3)
    assert told["clock"] == "event"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"FLIGHTPULSE_SIGN_IN_CLIENT_ID": ""}, "CLIENT_ID is not set"),
        (
            {"FLIGHTPULSE_SIGN_IN_TOKEN_URL": "http://login.example.com/token"},
            "TOKEN_URL .* must be an https",
        ),
        ({"FLIGHTPULSE_SIGN_IN_TOKEN_URL": "https://a.example.com/;script-src *"}, "TOKEN_URL .* must be"),
        ({"FLIGHTPULSE_SIGN_IN_AUTHORIZATION_URL": "login"}, "AUTHORIZATION_URL .* must be an https"),
    ],
)
def test_a_wrong_setting_of_the_sign_in_is_named(change: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        SignIn.from_environment(ENDPOINTS | change, SETTINGS, local=False)


def test_without_endpoints_a_token_can_only_be_brought() -> None:
    found = SignIn.from_environment({}, SETTINGS, local=True)
    assert found is not None
    assert (found.authorization_endpoint, found.token_endpoint, found.client_id) == (None, None, None)


async def test_the_caller_is_told_who_they_are(client: httpx.AsyncClient, world: World) -> None:
    developer = (await client.get("/v1/me")).json()
    assert developer == {"subject": "developer", "scopes": sorted(Scope), "passengerId": None}
    token = world.issuer.token([Scope.FLIGHTS_READ], "P-1", sub="ann")
    known = (await client.get("/v1/me", headers=bearer(token))).json()
    assert known == {"subject": "ann", "scopes": ["flights:read"], "passengerId": "P-1"}
