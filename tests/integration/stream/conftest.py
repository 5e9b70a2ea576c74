"""The deployed stacks, seen from the airport."""

from __future__ import annotations

import pytest

from local.emulator.emulator import Emulator
from tests.integration.stream.airport import Airport


@pytest.fixture(scope="session")
def airport(emulator: Emulator, stacks: dict[str, str]) -> Airport:
    """FlightPulse on the embedded AWS."""
    return Airport(emulator, stacks)
