"""The graph check finds each kind of mistake."""

from copy import deepcopy
from typing import Any

import pytest

from infra.asl import problems

GOOD: dict[str, Any] = {
    "StartAt": "A",
    "States": {
        "A": {"Type": "Task", "Next": "B", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}]},
        "B": {"Type": "Choice", "Choices": [{"Condition": True, "Next": "M"}], "Default": "S"},
        "M": {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": True}}},
            "Next": "P",
        },
        "P": {
            "Type": "Parallel",
            "Branches": [{"StartAt": "L", "States": {"L": {"Type": "Succeed"}}}],
            "End": True,
        },
        "S": {"Type": "Succeed"},
        "F": {"Type": "Fail"},
    },
}


def test_a_sound_graph_has_no_problem() -> None:
    assert problems(GOOD) == []


def _start(machine: dict[str, Any]) -> None:
    machine["StartAt"] = "X"


def _next(machine: dict[str, Any]) -> None:
    machine["States"]["A"]["Next"] = "X"


def _default(machine: dict[str, Any]) -> None:
    machine["States"]["B"]["Default"] = "X"


def _choice(machine: dict[str, Any]) -> None:
    machine["States"]["B"]["Choices"][0]["Next"] = "X"


def _catch(machine: dict[str, Any]) -> None:
    machine["States"]["A"]["Catch"][0]["Next"] = "X"


def _inner(machine: dict[str, Any]) -> None:
    machine["States"]["M"]["ItemProcessor"]["StartAt"] = "X"


def _branch(machine: dict[str, Any]) -> None:
    machine["States"]["P"]["Branches"][0]["States"]["L"] = {"Type": "Pass", "Next": "X"}


@pytest.mark.parametrize("damage", [_start, _next, _default, _choice, _catch, _inner, _branch])
def test_a_reference_to_no_state_is_found_wherever_it_stands(damage: Any) -> None:
    machine = deepcopy(GOOD)
    damage(machine)
    assert any("'X', which is no state" in problem for problem in problems(machine))


def test_a_state_that_nothing_leads_to_is_found() -> None:
    machine = deepcopy(GOOD)
    machine["States"]["Z"] = {"Type": "Succeed"}
    assert problems(machine) == ["machine.Z: nothing leads here"]


def test_a_state_that_leads_nowhere_is_found() -> None:
    machine = deepcopy(GOOD)
    del machine["States"]["P"]["End"]
    assert problems(machine) == ["machine.P: leads nowhere and does not end"]
