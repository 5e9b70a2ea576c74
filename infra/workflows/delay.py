"""Delay, delay cleared, diversion: tell the contacts of the flight once the estimate has settled."""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from services.core.contracts.detail_types import FLIGHT_DELAY_CLEARED, FLIGHT_DELAYED, FLIGHT_DIVERTED

DETAIL_TYPES = (FLIGHT_DELAYED, FLIGHT_DELAY_CLEARED, FLIGHT_DIVERTED)


def definition(config: Config) -> dict[str, object]:
    """The delay workflow."""
    return spine(config, settle=config.workflows.delay_settle).definition(
        "Tells the contacts of a delayed or diverted flight"
    )
