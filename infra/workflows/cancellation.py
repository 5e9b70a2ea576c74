"""Cancellation and reinstatement: bookings marked and people told at once, there is nothing to wait for."""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from services.core.contracts.detail_types import FLIGHT_CANCELLED, FLIGHT_REINSTATED

DETAIL_TYPES = (FLIGHT_CANCELLED, FLIGHT_REINSTATED)


def definition(config: Config) -> dict[str, object]:
    """The cancellation workflow."""
    return spine(config, settle=0, marks=True).definition(
        "Marks the bookings of a cancelled or reinstated flight and tells its contacts"
    )
