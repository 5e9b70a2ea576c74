"""Every order of steps, changes and crashes ends with the final truth told, once."""

from __future__ import annotations

import pytest

from tests.fakes.messenger_judge import judge
from tests.fakes.messenger_scenarios import SCENARIOS, Scenario


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS.keys())
def test_final_truth_is_told_once_whatever_the_order_and_whoever_dies(scenario: Scenario) -> None:
    explorer = scenario.explorer(judge)

    states = explorer.explore()

    assert states > explorer.ends > 1, "the scenario leaves no order to choose"
