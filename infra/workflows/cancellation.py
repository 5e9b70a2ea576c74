"""Cancellation and its end: bookings marked and people told at once, there is nothing to wait for.

A cancellation ends with a reinstatement, or with a flight that is heard of as diverted.
"""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from infra.workflows.starts import OUT_OF_A_CANCELLATION, Start
from services.core.contracts.detail_types import FLIGHT_CANCELLED, FLIGHT_DIVERTED, FLIGHT_REINSTATED

STARTS = (
    Start("Cancellation", (FLIGHT_CANCELLED, FLIGHT_REINSTATED)),
    Start("CancellationDiverted", (FLIGHT_DIVERTED,), OUT_OF_A_CANCELLATION),
)


def definition(config: Config) -> dict[str, object]:
    """The cancellation workflow."""
    return spine(config, settle=0, marks=True).definition(
        "Marks the bookings of a cancelled or reinstated flight and tells its contacts"
    )
