"""The consumer's settings: the only place that reads the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.consumer.checkpoints import CrashPoint
from services.core.awsio.kafka_access import KafkaAccess
from services.core.errors import BadTelemetrySetting
from services.core.telemetry import Telemetry

_RESETS: Final = ("none", "earliest")
_CLOCKS: Final = ("wall", "event")
_VERSIONS: Final = ("dead-letter", "hold")


class BadSetting(ValueError):
    """A setting that is missing or wrong; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs from one deployment to another."""

    table: str
    bus: str
    kafka_bootstrap: str
    kafka_access: KafkaAccess
    region: str
    kafka_group: str
    kafka_instance_id: str
    topic: str
    raw_topic: str
    dlq_topic: str
    clock: str
    http_host: str
    http_port: int
    status_shards: int
    offset_reset: str
    session_timeout_ms: int
    fetch_wait_ms: int
    unknown_version: str
    local: bool
    crash_at: CrashPoint | None
    app_version: str
    log_level: str
    telemetry: Telemetry

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Raises BadSetting with the name and what would be right."""
        read = _Reader(environment)
        local = read.choice("FLIGHTPULSE_LOCAL", ("0", "1"), "0") == "1"
        return cls(
            table=read.required("FLIGHTPULSE_TABLE", "the table's name"),
            bus=read.required("FLIGHTPULSE_BUS", "the event bus's name or ARN"),
            kafka_bootstrap=read.required("FLIGHTPULSE_KAFKA_BOOTSTRAP", "host:port[,host:port]"),
            kafka_access=read.kafka_access(local=local),
            region=read.required("AWS_REGION", "a region such as eu-central-1"),
            kafka_group=read.text("FLIGHTPULSE_KAFKA_GROUP", "flightpulse-consumer"),
            kafka_instance_id=read.text("FLIGHTPULSE_KAFKA_INSTANCE_ID", ""),
            topic=read.text("FLIGHTPULSE_TOPIC", "flight-operations"),
            raw_topic=read.text("FLIGHTPULSE_RAW_TOPIC", "flight-operations.raw"),
            dlq_topic=read.text("FLIGHTPULSE_DLQ_TOPIC", "flight-operations.dlq"),
            clock=read.choice("FLIGHTPULSE_CLOCK", _CLOCKS, "wall"),
            http_host=read.text("FLIGHTPULSE_HTTP_HOST", "127.0.0.1"),
            http_port=read.number("FLIGHTPULSE_HTTP_PORT", 8081, 0, 65_535),
            status_shards=read.number("FLIGHTPULSE_STATUS_SHARDS", 10, 1, 100),
            # A new group in production starts at a named offset, never by chance: out of range pages.
            offset_reset=read.choice("FLIGHTPULSE_OFFSET_RESET", _RESETS, "earliest" if local else "none"),
            session_timeout_ms=read.number("FLIGHTPULSE_SESSION_TIMEOUT_MS", 45_000, 1_000, 300_000),
            # A broker answers as soon as there is something; the embedded one waits the time out.
            fetch_wait_ms=read.number("FLIGHTPULSE_FETCH_WAIT_MS", 500, 1, 30_000),
            unknown_version=read.choice("FLIGHTPULSE_UNKNOWN_VERSION", _VERSIONS, "dead-letter"),
            local=local,
            crash_at=read.crash_point("FLIGHTPULSE_CRASH_AT", local=local),
            app_version=read.text("FLIGHTPULSE_VERSION", "0.1.0"),
            log_level=read.choice("FLIGHTPULSE_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
            telemetry=read.telemetry("consumer"),
        )


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def required(self, name: str, right: str) -> str:
        value = self._environment.get(name)
        if not value:
            raise BadSetting(f"{name} is missing: set it to {right}")
        return value

    def text(self, name: str, default: str) -> str:
        return self._environment.get(name) or default

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in known:
            raise BadSetting(f"{name} is {value!r}: right is one of {', '.join(known)}")
        return value

    def kafka_access(self, *, local: bool) -> KafkaAccess:
        try:
            return KafkaAccess.from_environment(self._environment, local=local)
        except ValueError as error:
            raise BadSetting(str(error)) from error

    def crash_point(self, name: str, *, local: bool) -> CrashPoint | None:
        value = self._environment.get(name)
        if not value:
            return None
        if not local:
            raise BadSetting(f"{name} is for crash tests: it needs FLIGHTPULSE_LOCAL=1")
        try:
            return CrashPoint.parse(value)
        except ValueError as error:
            raise BadSetting(f"{name} is {error}") from error

    def telemetry(self, service: str) -> Telemetry:
        try:
            return Telemetry.from_environment(self._environment, service)
        except BadTelemetrySetting as error:
            raise BadSetting(str(error)) from error

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            raise BadSetting(f"{name} is {value!r}: right is a whole number from {least} to {most}")
        return int(value)
