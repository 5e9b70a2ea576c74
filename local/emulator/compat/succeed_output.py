"""`Output` of a JSONata Succeed state, which ministack ignores: the execution ends with the state's input."""

from typing import Any

from ministack.services import stepfunctions


def apply() -> None:
    """Evaluate Output where ministack applies the OutputPath of JSONPath, which JSONata does not have."""
    original = stepfunctions._apply_output_path

    def output(state: dict[str, Any], data: Any, context: Any = None) -> Any:
        jsonata = stepfunctions._state_query_language(state, context) == "JSONata"
        if jsonata and state.get("Type") == "Succeed":
            return stepfunctions._apply_jsonata_output(state, data, context, default=data)
        return original(state, data, context)

    stepfunctions._apply_output_path = output
