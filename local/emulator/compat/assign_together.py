"""`Assign` of a JSONata state: all expressions see the variables as they were before the state.

Unpatched, an expression sees what the ones above it have just assigned: a workflow that depends on the order
would pass here and compute something else on AWS.
"""

from typing import Any

from ministack.services import stepfunctions


def apply() -> None:
    """Evaluate each assignment on its own and set them all afterwards."""
    original = stepfunctions._apply_state_assign

    def assign(state: dict[str, Any], data: Any, context: dict[str, Any] | None, **more: Any) -> None:
        assignments = state.get("Assign")
        if context is None or not isinstance(assignments, dict):
            return
        before = context.setdefault("variables", {})
        assigned = {}
        for name, expression in assignments.items():
            alone = {**context, "variables": dict(before)}
            original({**state, "Assign": {name: expression}}, data, alone, **more)
            if name in alone["variables"]:
                assigned[name] = alone["variables"][name]
        before.update(assigned)

    stepfunctions._apply_state_assign = assign
