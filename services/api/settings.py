"""What the API is told by its environment; nothing else reads it."""

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.api.auth.settings import AuthSettings
from services.api.auth.sign_in import SignIn
from services.api.edge import Edge
from services.core.awsio.kafka_access import KafkaAccess
from services.core.errors import BadTelemetrySetting, Permanent
from services.core.telemetry import NO_TELEMETRY, Telemetry

_CLOCKS: Final = ("wall", "event")
_MOST_STATUS_SHARDS: Final = 100
_MIN_SECRET_LENGTH: Final = 32
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class SettingsError(Permanent):
    """The environment is incomplete or wrong; the text names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One validated set of settings.

    `clock` is `event` in a replay: business time is then the flight's, not the machine's.
    `cursor_secret` signs page cursors; every task of one deployment needs the same. `status_shards` is
    what the consumer has too: it writes the index entries that lists of flights are read from.
    `request_hosts` are the names that a Host header may carry, none where a load balancer stands before.
    """

    table: str
    bus: str
    kafka_bootstrap: str
    region: str
    contact_secret_arn: str
    kafka_access: KafkaAccess
    auth: AuthSettings
    edge: Edge = field(default_factory=Edge)
    status_shards: int = 10
    topic: str = "flight-operations"
    clock: str = "wall"
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    cursor_secret: bytes = field(default=b"", repr=False)
    request_hosts: frozenset[str] = _LOOPBACK_NAMES
    telemetry: Telemetry = NO_TELEMETRY
    local: bool = False
    sign_in: SignIn | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises SettingsError at the first variable that is missing or wrong."""
        local = environment.get("FLIGHTPULSE_LOCAL") == "1"
        auth = _auth(environment, local=local)
        clock = environment.get("FLIGHTPULSE_CLOCK", "wall")
        if clock not in _CLOCKS:
            raise SettingsError(f"FLIGHTPULSE_CLOCK is {clock!r}; it must be one of {', '.join(_CLOCKS)}")
        return cls(
            table=_required(environment, "FLIGHTPULSE_TABLE", "the name of the DynamoDB table"),
            bus=_required(environment, "FLIGHTPULSE_BUS", "the name of the EventBridge bus"),
            kafka_bootstrap=_required(
                environment, "FLIGHTPULSE_KAFKA_BOOTSTRAP", "host:port of the Kafka brokers"
            ),
            region=_required(environment, "AWS_REGION", "the region of the table, as eu-central-1"),
            contact_secret_arn=_required(
                environment,
                "FLIGHTPULSE_CONTACT_SECRET_ARN",
                "the ARN of the secret under which contacts and locators are hashed",
            ),
            status_shards=_status_shards(environment.get("FLIGHTPULSE_STATUS_SHARDS") or "10"),
            topic=environment.get("FLIGHTPULSE_TOPIC") or "flight-operations",
            clock=clock,
            http_host=_http_host(environment, local=local),
            http_port=_port(environment.get("FLIGHTPULSE_HTTP_PORT") or "8080"),
            cursor_secret=_secret(environment.get("FLIGHTPULSE_CURSOR_SECRET"), needed=not local),
            # In a deployment the name is the load balancer's, and every caller brings a token.
            request_hosts=_LOOPBACK_NAMES if local else frozenset(),
            kafka_access=_kafka_access(environment, local=local),
            auth=auth,
            edge=_edge(environment),
            telemetry=_telemetry(environment),
            local=local,
            sign_in=_sign_in(environment, auth, local=local),
        )


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set; it must be {meaning}")
    return value


def _telemetry(environment: Mapping[str, str]) -> Telemetry:
    try:
        return Telemetry.from_environment(environment, "api")
    except BadTelemetrySetting as error:
        raise SettingsError(str(error)) from error


def _kafka_access(environment: Mapping[str, str], *, local: bool) -> KafkaAccess:
    try:
        return KafkaAccess.from_environment(environment, local=local)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _auth(environment: Mapping[str, str], *, local: bool) -> AuthSettings:
    try:
        return AuthSettings.from_environment(environment, local=local)
    except ValueError as error:
        hint = "" if local else "; on a developer's machine set FLIGHTPULSE_LOCAL=1 instead"
        raise SettingsError(f"{error}{hint}") from error


def _sign_in(environment: Mapping[str, str], auth: AuthSettings, *, local: bool) -> SignIn | None:
    try:
        return SignIn.from_environment(environment, auth, local=local)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _edge(environment: Mapping[str, str]) -> Edge:
    try:
        return Edge.from_environment(environment)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _http_host(environment: Mapping[str, str], *, local: bool) -> str:
    """In local mode loopback, or any address where a container publishes its port on loopback only."""
    host = environment.get("FLIGHTPULSE_HTTP_HOST") or "127.0.0.1"
    published = environment.get("FLIGHTPULSE_PUBLISHED_ON", "")
    if not local and _is_address(host):
        return host
    if _is_loopback(host) or (_is_address(host) and _is_loopback(published)):
        return host
    raise SettingsError(
        f"FLIGHTPULSE_HTTP_HOST is {host!r}; it must be an address, in local mode 127.0.0.1 or ::1. In a"
        " container whose port is published on loopback only, say so by FLIGHTPULSE_PUBLISHED_ON=127.0.0.1;"
        " it may then be 0.0.0.0"
    )


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _port(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise SettingsError(f"FLIGHTPULSE_HTTP_PORT is {text!r}; it must be 0 (any free one) to 65535")


def _status_shards(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST_STATUS_SHARDS:
        return int(text)
    raise SettingsError(
        f"FLIGHTPULSE_STATUS_SHARDS is {text!r}; it must be 1 to {_MOST_STATUS_SHARDS}, as for the consumer"
    )


def _secret(text: str | None, *, needed: bool) -> bytes:
    if text is None and needed:
        raise SettingsError(
            "FLIGHTPULSE_CURSOR_SECRET is not set; it must be the secret that every task of the API shares"
        )
    if text is None:  # cursors then end with this process, which is all that one local process needs
        return secrets.token_bytes(_MIN_SECRET_LENGTH)
    if len(text) < _MIN_SECRET_LENGTH:
        raise SettingsError(
            f"FLIGHTPULSE_CURSOR_SECRET is too short; it must have at least {_MIN_SECRET_LENGTH} characters"
        )
    return text.encode()
