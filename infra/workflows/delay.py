"""Delay, delay cleared, diversion: tell the contacts of the flight once the estimate has settled.

A flight that diverts straight out of a cancellation is the cancellation workflow's, which has marks to undo.
"""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from infra.workflows.starts import NOT_OUT_OF_A_CANCELLATION, Start
from services.core.contracts.detail_types import FLIGHT_DELAY_CLEARED, FLIGHT_DELAYED, FLIGHT_DIVERTED

STARTS = (Start("Delay", (FLIGHT_DELAYED, FLIGHT_DELAY_CLEARED, FLIGHT_DIVERTED), NOT_OUT_OF_A_CANCELLATION),)


def definition(config: Config) -> dict[str, object]:
    """The delay workflow."""
    return spine(config, settle=config.workflows.delay_settle).definition(
        "Tells the contacts of a delayed or diverted flight"
    )
