"""What the messenger and the sweeper are told by their environment; nothing else reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services.core.errors import Permanent
from services.core.telemetry import NO_TELEMETRY, Telemetry

CLOCKS = ("wall", "event")
_GUARDRAIL = re.compile(r"([a-z0-9]+):([0-9]+|DRAFT)")


@dataclass(frozen=True, slots=True)
class Guardrail:
    """A Bedrock guardrail and its version."""

    id: str
    version: str


class SettingsError(Permanent):
    """The environment is incomplete or wrong; the text names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One validated set of settings.

    `lease_seconds` must outlast the Lambda's own time-out, or the sweeper would overtake a look that
    is still running. `clock` is `event` in a replay: business time then comes with each request.
    `model_calls_per_second` is this process's share of the model's quota, None where nobody counts.
    """

    table: str
    bus: str
    clock: str = "wall"
    lease_seconds: int = 90
    model_parameter: str | None = None
    model_deadline_seconds: float = 4.0
    model_calls_per_second: float | None = None
    guardrail: Guardrail | None = None
    telemetry: Telemetry = NO_TELEMETRY

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], service: str = "messenger") -> Settings:
        """`service` is the name under which its spans go. Raises SettingsError or
        BadTelemetrySetting at the first variable that is missing or wrong.
        """
        clock = environment.get("FLIGHTPULSE_CLOCK", "wall")
        if clock not in CLOCKS:
            raise SettingsError(f"FLIGHTPULSE_CLOCK is {clock!r}; it must be one of {', '.join(CLOCKS)}")
        return cls(
            table=_required(environment, "FLIGHTPULSE_TABLE", "the name of the DynamoDB table"),
            bus=_required(environment, "FLIGHTPULSE_BUS", "the name of the EventBridge bus"),
            clock=clock,
            lease_seconds=int(_positive(environment, "FLIGHTPULSE_LEASE_SECONDS", 90)),
            model_parameter=environment.get("FLIGHTPULSE_MODEL_PARAMETER") or None,
            model_deadline_seconds=_positive(environment, "FLIGHTPULSE_MODEL_DEADLINE_SECONDS", 4.0),
            model_calls_per_second=_positive(environment, "FLIGHTPULSE_MODEL_CALLS_PER_SECOND", 0.0) or None,
            guardrail=_guardrail(environment.get("FLIGHTPULSE_GUARDRAIL", "")),
            telemetry=Telemetry.from_environment(environment, service),
        )


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set; it must be {meaning}")
    return value


def _positive(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if value <= 0:
        raise SettingsError(f"{name} is {text!r}; it must be a number above 0")
    return value


def _guardrail(text: str) -> Guardrail | None:
    if not text:
        return None
    match = _GUARDRAIL.fullmatch(text)
    if not match:
        raise SettingsError(
            f"FLIGHTPULSE_GUARDRAIL is {text!r}; it must be an id and a version, such as abc123:1"
        )
    return Guardrail(*match.groups())
