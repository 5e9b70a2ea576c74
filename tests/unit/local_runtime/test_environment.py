"""The emulator hears nothing of the user's own AWS set-up, and clients of it neither."""

from pathlib import Path

import pytest

from local.emulator.clients import local_client
from local.emulator.compat import version
from local.emulator.environment import EmulatorMissing, emulator_python, server_environment


def test_the_server_inherits_nothing_of_aws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere:1")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "secret")

    environment = server_environment(tmp_path, 4566, {"SFN_WAIT_SCALE": "0"})

    assert {name for name in environment if name.startswith("AWS_")} == {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
    }
    assert environment["AWS_ACCESS_KEY_ID"] == "local"
    assert environment["BIND_HOST"] == "127.0.0.1"
    assert environment["TMPDIR"] == str(tmp_path)
    assert environment["SFN_WAIT_SCALE"] == "0"


def test_a_client_is_deaf_to_profile_and_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere:1")

    client = local_client("http://127.0.0.1:9", "dynamodb")

    assert client.meta.endpoint_url == "http://127.0.0.1:9"


def test_a_missing_venv_is_an_error_that_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FLIGHTPULSE_EMULATOR_VENV", str(tmp_path))

    with pytest.raises(EmulatorMissing, match="make setup"):
        emulator_python()


def test_another_release_of_ministack_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "version", lambda _: "1.5.34")

    with pytest.raises(
        version.WrongEmulatorVersion, match=r"needs ministack==1\.5\.33, but its venv has 1\.5\.34"
    ):
        version.require_pinned_version()


def test_the_pinned_release_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "version", lambda _: "1.5.33")

    version.require_pinned_version()
