"""What the marker is told by its environment; nothing else reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.errors import Permanent
from services.core.telemetry import NO_TELEMETRY, Telemetry


class SettingsError(Permanent):
    """The environment is incomplete; the text names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One validated set of settings."""

    table: str
    bus: str
    telemetry: Telemetry = NO_TELEMETRY

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Raises SettingsError or BadTelemetrySetting at the first variable that is missing or wrong."""
        return cls(
            table=_required(environment, "FLIGHTPULSE_TABLE", "the name of the DynamoDB table"),
            bus=_required(environment, "FLIGHTPULSE_BUS", "the name of the EventBridge bus"),
            telemetry=Telemetry.from_environment(environment, "rebooking"),
        )


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set; it must be {meaning}")
    return value
