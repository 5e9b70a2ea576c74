"""Gate change: gates flip back, so the wait before telling is longer than for a delay."""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from services.core.contracts.detail_types import FLIGHT_GATE_CHANGED

DETAIL_TYPES = (FLIGHT_GATE_CHANGED,)


def definition(config: Config) -> dict[str, object]:
    """The gate-change workflow."""
    return spine(config, settle=config.gate_change_settle).definition(
        "Tells the contacts of a flight its new gate"
    )
