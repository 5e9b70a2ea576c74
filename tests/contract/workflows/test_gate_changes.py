"""A gate settles before it is told; another terminal is told at once."""

from typing import Any

import pytest

from services.core.contracts import detail_types as types
from tests.contract.workflows.driver import Driver, Event

pytestmark = pytest.mark.emulator

MACHINE = "GateChangeStateMachineArn"
TERMINAL_CHANGE = {"previousGate": "A5", "gate": "C9", "previousTerminal": "A", "terminal": "C"}
GATE_CHANGES: list[dict[str, Any]] = [
    {"previousGate": "A5", "gate": "A9", "previousTerminal": "A", "terminal": "A"},
    {"previousGate": "A5", "gate": "A9", "previousTerminal": None, "terminal": None},
    {"previousGate": None, "gate": "A9", "previousTerminal": None, "terminal": "A"},
    {"previousGate": "A5", "gate": None, "previousTerminal": "A", "terminal": None},
]


def gate_change(workflows: Driver, data: dict[str, Any]) -> Event:
    """The event of a gate change of a flight with one contact."""
    event = workflows.event(workflows.flight("anna"), types.FLIGHT_GATE_CHANGED)
    event["detail"]["data"] = data
    return event


def settled(workflows: Driver, event: Event) -> bool:
    """Runs the workflow to its good end; whether it waited on the way."""
    execution = workflows.start(event, MACHINE)
    assert workflows.ended(execution) == "SUCCEEDED"
    assert workflows.told(event) == ["anna"]
    return "Settle" in workflows.entered(execution)


def test_another_terminal_is_told_without_any_wait(workflows: Driver) -> None:
    assert not settled(workflows, gate_change(workflows, TERMINAL_CHANGE))


@pytest.mark.parametrize("data", GATE_CHANGES)
def test_a_gate_of_the_same_terminal_or_of_one_that_was_not_known_settles(
    data: dict[str, Any], workflows: Driver
) -> None:
    assert settled(workflows, gate_change(workflows, data))


def test_a_gate_change_that_is_started_again_was_late_before_and_does_not_wait(workflows: Driver) -> None:
    event = gate_change(workflows, GATE_CHANGES[0])
    workflows.overwrite(event, status="FAILED", execution="gone")
    workflows.count_attempts(event, 1)
    del event["detail"]["data"]  # the sweeper has ids only
    assert not settled(workflows, event)
