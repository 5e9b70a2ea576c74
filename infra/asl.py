"""Checks the graph of a state machine, which neither CloudFormation, cfn-lint nor the embedded AWS does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

States = Mapping[str, Mapping[str, Any]]

_TERMINAL = ("Succeed", "Fail")


def problems(definition: Mapping[str, Any], where: str = "machine") -> list[str]:
    """What is wrong with the graph: dangling references, dead ends, states that nothing leads to."""
    states: States = definition["States"]
    found = []
    if definition["StartAt"] not in states:
        found.append(f"{where}: StartAt names {definition['StartAt']!r}, which is no state")
    for name, state in states.items():
        found += [
            f"{where}.{name}: leads to {successor!r}, which is no state"
            for successor in successors(state)
            if successor not in states
        ]
        if state["Type"] not in _TERMINAL and not state.get("End") and not any(successors(state)):
            found.append(f"{where}.{name}: leads nowhere and does not end")
        for label, inner in inner_machines(state):
            found += problems(inner, f"{where}.{name}.{label}")
    reached = reachable(definition)
    found += [f"{where}.{name}: nothing leads here" for name in states if name not in reached]
    return found


def successors(state: Mapping[str, Any]) -> Iterator[str]:
    """Every state that this one may lead to, errors included."""
    for holder in (state, *state.get("Choices", ()), *state.get("Catch", ())):
        if "Next" in holder:
            yield holder["Next"]
    if "Default" in state:
        yield state["Default"]


def inner_machines(state: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The machines inside a Map or Parallel state."""
    if "ItemProcessor" in state:
        yield "item", state["ItemProcessor"]
    for number, branch in enumerate(state.get("Branches", ())):
        yield f"branch{number}", branch


def reachable(definition: Mapping[str, Any]) -> set[str]:
    """The states that a run can come to."""
    states: States = definition["States"]
    reached: set[str] = set()
    ahead = [definition["StartAt"]]
    while ahead:
        name = ahead.pop()
        if name in states and name not in reached:
            reached.add(name)
            ahead += successors(states[name])
    return reached


def every_state(definition: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All states with their names, those inside Map and Parallel too."""
    for name, state in definition["States"].items():
        yield name, state
        for _, inner in inner_machines(state):
            yield from every_state(inner)
