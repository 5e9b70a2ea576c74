"""The development issuer and the check of the API agree, and its tokens are for local mode only."""

import stat
from pathlib import Path

import pytest

from flightpulse.cli import main
from local.issuer import development_issuer
from local.issuer.development_issuer import DevelopmentIssuer
from services.api.auth.key_set import KeySet
from services.api.auth.key_sources import key_source
from services.api.auth.settings import AuthSettings
from services.api.auth.tokens import BadToken, Tokens
from services.core.contracts.scopes import Scope


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "issuer folder"
    monkeypatch.setattr(DevelopmentIssuer.__init__, "__defaults__", (made,))
    for name in ("FLIGHTPULSE_LOCAL", "FLIGHTPULSE_ISSUER"):
        monkeypatch.delenv(name, raising=False)
    return made


async def test_the_api_of_this_machine_takes_what_the_command_prints(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["token", "--scope", "flights:read", "ops:write", "--passenger", "P-1"]) == 0
    token = capsys.readouterr().out.strip()
    url = DevelopmentIssuer().jwks_url
    settings = AuthSettings.from_environment({"FLIGHTPULSE_JWKS_URL": url}, local=True)
    tokens = Tokens(KeySet(key_source(settings.jwks_url)), settings)
    principal = await tokens.principal(token)
    assert principal.scopes == {Scope.FLIGHTS_READ, Scope.OPS_WRITE}
    assert principal.passenger_id == "P-1"
    other = DevelopmentIssuer(folder.with_name("another")).token([Scope.OPS_WRITE], None, 60)
    with pytest.raises(BadToken):
        await tokens.principal(other)


def test_the_key_is_kept_for_its_owner_alone_and_used_again(folder: Path) -> None:
    DevelopmentIssuer().prepare()
    key = (folder / "key.pem").read_bytes()
    DevelopmentIssuer().prepare()
    assert (folder / "key.pem").read_bytes() == key
    assert stat.S_IMODE((folder / "key.pem").stat().st_mode) == 0o600
    assert sorted(file.name for file in folder.iterdir()) == ["jwks.json", "key.pem"]
    assert b'"d"' not in (folder / "jwks.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "value"), [("FLIGHTPULSE_LOCAL", "0"), ("FLIGHTPULSE_ISSUER", "https://issuer.example.com")]
)
def test_outside_local_mode_it_refuses(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["token", "--scope", "flights:read"]) == 2
    assert name in capsys.readouterr().err
    assert not folder.exists()


def test_an_unknown_scope_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["token", "--scope", "everything"])
    assert "flights:read" in capsys.readouterr().err


def test_the_keys_lie_where_git_does_not_look() -> None:
    assert development_issuer.FOLDER.parent.name == ".cache"
