"""The API starts only where its settings allow it, and says what is wrong."""

import json
import subprocess
import sys

import pytest

from services.api.settings import Settings, SettingsError
from services.consumer.settings import Settings as ConsumerSettings
from services.core.contracts.scopes import LOCAL_ISSUER

GOOD = {
    "FLIGHTPULSE_LOCAL": "1",
    "FLIGHTPULSE_TABLE": "t",
    "FLIGHTPULSE_BUS": "b",
    "FLIGHTPULSE_KAFKA_BOOTSTRAP": "127.0.0.1:9092",
    "FLIGHTPULSE_CONTACT_SECRET_ARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:contacts",
    "AWS_REGION": "us-east-1",
}


def test_defaults_are_for_one_machine() -> None:
    settings = Settings.from_environment(GOOD)
    assert (settings.http_host, settings.http_port, settings.topic) == (
        "127.0.0.1",
        8080,
        "flight-operations",
    )
    assert settings.clock == "wall"
    assert len(settings.cursor_secret) == 32
    assert settings.cursor_secret != Settings.from_environment(GOOD).cursor_secret


def test_lists_are_read_from_as_many_shards_as_the_consumer_writes() -> None:
    consumers = ConsumerSettings.from_environment(GOOD)
    assert Settings.from_environment(GOOD).status_shards == consumers.status_shards
    assert Settings.from_environment({**GOOD, "FLIGHTPULSE_STATUS_SHARDS": "3"}).status_shards == 3


def test_the_secret_is_in_no_representation() -> None:
    secret = "s" * 32
    settings = Settings.from_environment({**GOOD, "FLIGHTPULSE_CURSOR_SECRET": secret})
    assert settings.cursor_secret == secret.encode()
    assert secret not in repr(settings)


@pytest.mark.parametrize("name", sorted(GOOD.keys() - {"FLIGHTPULSE_LOCAL"}))
def test_a_missing_setting_is_named(name: str) -> None:
    environment = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(SettingsError, match=f"{name} is not set; it must be"):
        Settings.from_environment(environment)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("FLIGHTPULSE_CLOCK", "sundial", "wall, event"),
        ("FLIGHTPULSE_HTTP_HOST", "10.0.0.1", "127.0.0.1"),
        ("FLIGHTPULSE_HTTP_HOST", "example.com", "127.0.0.1"),
        ("FLIGHTPULSE_HTTP_PORT", "http", "0 .* 65535"),
        ("FLIGHTPULSE_HTTP_PORT", "70000", "0 .* 65535"),
        ("FLIGHTPULSE_STATUS_SHARDS", "0", "1 to 100"),
        ("FLIGHTPULSE_STATUS_SHARDS", "ten", "1 to 100"),
        ("FLIGHTPULSE_CURSOR_SECRET", "short", "at least 32"),
    ],
)
def test_a_wrong_setting_says_what_would_be_right(name: str, value: str, right: str) -> None:
    with pytest.raises(SettingsError, match=rf"{name}.*{right}"):
        Settings.from_environment({**GOOD, name: value})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_every_name_of_the_own_machine_will_do(host: str) -> None:
    assert Settings.from_environment({**GOOD, "FLIGHTPULSE_HTTP_HOST": host}).http_host == host


@pytest.mark.parametrize("local", ["", "0", "true"])
def test_only_one_means_local(local: str) -> None:
    with pytest.raises(SettingsError, match="FLIGHTPULSE_LOCAL=1"):
        Settings.from_environment({**GOOD, "FLIGHTPULSE_LOCAL": local})


def test_outside_a_developers_machine_it_refuses_to_start() -> None:
    environment = {name: value for name, value in GOOD.items() if name != "FLIGHTPULSE_LOCAL"}
    ended = subprocess.run(
        [sys.executable, "-m", "services.api"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 2
    line = json.loads(ended.stdout)
    assert line["level"] == "ERROR"
    assert "FLIGHTPULSE_LOCAL=1" in line["reason"]
    assert ended.stderr == ""


EVERY_ADDRESS = "0.0.0.0"  # noqa: S104
IN_AWS = {name: value for name, value in GOOD.items() if name != "FLIGHTPULSE_LOCAL"} | {
    "FLIGHTPULSE_ISSUER": "https://issuer.example.com/pool",
    "FLIGHTPULSE_AUDIENCE": "one, two",
    "FLIGHTPULSE_JWKS_URL": "https://issuer.example.com/keys",
    "FLIGHTPULSE_CURSOR_SECRET": "s" * 32,
    "FLIGHTPULSE_HTTP_HOST": EVERY_ADDRESS,
}


def test_in_a_deployment_it_listens_to_the_network_and_signs_in_to_the_brokers() -> None:
    settings = Settings.from_environment(IN_AWS)
    assert settings.http_host == EVERY_ADDRESS
    assert settings.kafka_access.kind == "iam"
    assert settings.request_hosts == frozenset()


def test_on_a_developers_machine_it_does_not_listen_to_the_network() -> None:
    with pytest.raises(SettingsError, match="FLIGHTPULSE_HTTP_HOST"):
        Settings.from_environment({**GOOD, "FLIGHTPULSE_HTTP_HOST": EVERY_ADDRESS})


def test_the_tasks_of_a_deployment_share_the_secret_of_their_cursors() -> None:
    environment = {name: value for name, value in IN_AWS.items() if name != "FLIGHTPULSE_CURSOR_SECRET"}
    with pytest.raises(SettingsError, match=r"FLIGHTPULSE_CURSOR_SECRET is not set; it must be the secret"):
        Settings.from_environment(environment)


CONTAINER = {**GOOD, "FLIGHTPULSE_HTTP_HOST": EVERY_ADDRESS}


def test_it_listens_beyond_loopback_only_where_its_port_is_said_to_be_published_on_loopback() -> None:
    with pytest.raises(SettingsError, match=r"FLIGHTPULSE_PUBLISHED_ON=127\.0\.0\.1"):
        Settings.from_environment(CONTAINER)
    said = Settings.from_environment({**CONTAINER, "FLIGHTPULSE_PUBLISHED_ON": "127.0.0.1"})
    assert said.http_host == EVERY_ADDRESS


@pytest.mark.parametrize("published", [EVERY_ADDRESS, "192.168.1.7", "yes", ""])
def test_a_port_that_others_can_reach_is_refused(published: str) -> None:
    with pytest.raises(SettingsError, match="FLIGHTPULSE_HTTP_HOST"):
        Settings.from_environment({**CONTAINER, "FLIGHTPULSE_PUBLISHED_ON": published})


def test_in_a_deployment_tokens_are_required_and_on_a_developers_machine_checked_when_brought() -> None:
    deployed = Settings.from_environment(IN_AWS).auth
    assert (deployed.required, deployed.audiences) == (True, ("one", "two"))
    local = Settings.from_environment(GOOD).auth
    assert (local.required, local.issuer) == (False, LOCAL_ISSUER)
    assert Settings.from_environment({**GOOD, "FLIGHTPULSE_AUTH": "on"}).auth.required


@pytest.mark.parametrize("name", ["FLIGHTPULSE_ISSUER", "FLIGHTPULSE_AUDIENCE", "FLIGHTPULSE_JWKS_URL"])
def test_a_deployment_that_does_not_say_whose_tokens_it_takes_does_not_start(name: str) -> None:
    environment = {key: value for key, value in IN_AWS.items() if key != name}
    with pytest.raises(SettingsError, match=f"{name} is not set; it must be .*FLIGHTPULSE_LOCAL=1"):
        Settings.from_environment(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FLIGHTPULSE_AUTH", "off"),
        ("FLIGHTPULSE_AUTH", "maybe"),
        ("FLIGHTPULSE_JWKS_URL", "http://issuer.example.com/keys"),
        ("FLIGHTPULSE_JWKS_URL", "file:///etc/keys.json"),
        ("FLIGHTPULSE_JWKS_URL", "https:///keys"),
    ],
)
def test_a_deployment_cannot_be_talked_out_of_checking(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is .*; it must be"):
        Settings.from_environment({**IN_AWS, name: value})
