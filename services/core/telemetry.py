"""What every service is told of traces and metrics; both are off unless a setting asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.core.embedded_metrics import wants_embedded
from services.core.tracing.settings import TracingSettings


@dataclass(frozen=True, slots=True)
class Telemetry:
    """`tracing` is None without an endpoint; `embedded_metrics` are lines for CloudWatch."""

    tracing: TracingSettings | None = None
    embedded_metrics: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], service: str) -> "Telemetry":
        """`service` names the spans where OTEL_SERVICE_NAME does not. Raises BadTelemetrySetting."""
        return cls(
            TracingSettings.from_environment(environment, f"flightpulse-{service}"),
            wants_embedded(environment),
        )


NO_TELEMETRY: Final = Telemetry()
"""What nobody asked for."""
