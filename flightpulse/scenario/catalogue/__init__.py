"""The scenarios, in the order in which a list shows them."""

from collections.abc import Mapping
from typing import Final

from flightpulse.scenario.catalogue.delays import ALL_CLEAR, MAJOR_DELAY_ELITE, MINOR_DELAY, ROLLING_DELAY
from flightpulse.scenario.catalogue.gates import GATE_CHANGE, TERMINAL_CHANGE
from flightpulse.scenario.catalogue.people import FAMILY, QUIET_HOURS
from flightpulse.scenario.catalogue.turns import CANCELLATION, DIVERSION, RAPID_SEQUENCE, REINSTATEMENT
from flightpulse.scenario.script import Scenario

SCENARIOS: Final[Mapping[str, Scenario]] = {
    scenario.name: scenario
    for scenario in (
        MINOR_DELAY,
        MAJOR_DELAY_ELITE,
        ALL_CLEAR,
        CANCELLATION,
        GATE_CHANGE,
        TERMINAL_CHANGE,
        RAPID_SEQUENCE,
        REINSTATEMENT,
        ROLLING_DELAY,
        FAMILY,
        QUIET_HOURS,
        DIVERSION,
    )
}
