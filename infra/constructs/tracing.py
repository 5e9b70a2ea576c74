"""What every task and function is told of the collector."""

from __future__ import annotations

from infra.config import Config
from infra.constructs.groups import OTLP_PORT

COLLECTOR = "collector"
NAMESPACE = "flightpulse.internal"


def tracing(config: Config) -> dict[str, str]:
    """Nothing without a collector. The first to see a trace decides on all of it (parentbased)."""
    if not config.tracing.collector:
        return {}
    return {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{COLLECTOR}.{NAMESPACE}:{OTLP_PORT}",
        "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
        "OTEL_TRACES_SAMPLER_ARG": f"{config.tracing.sampled_percent / 100:g}",
    }
