"""What the marker is told by its environment; nothing else reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.errors import Permanent


class SettingsError(Permanent):
    """The environment is incomplete; the text names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One validated set of settings."""

    table: str
    bus: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Raises SettingsError at the first variable that is missing."""
        return cls(
            table=_required(environment, "FLIGHTPULSE_TABLE", "the name of the DynamoDB table"),
            bus=_required(environment, "FLIGHTPULSE_BUS", "the name of the EventBridge bus"),
        )


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set; it must be {meaning}")
    return value
