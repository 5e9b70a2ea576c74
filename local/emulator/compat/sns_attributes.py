"""Message attributes of a Step Functions `sns:publish`, which ministack drops before filter policies."""

from collections.abc import Mapping
from typing import Any

from ministack.services import stepfunctions

RESOURCE = "arn:aws:states:::sns:publish"
VALUE_FIELDS = ("DataType", "StringValue", "BinaryValue")


def apply() -> None:
    """Turn the JSON attributes of the state into the query parameters that ministack's publish reads."""
    original = stepfunctions._SERVICE_DISPATCH[RESOURCE]

    def publish(resource: str, arguments: Mapping[str, Any]) -> Any:
        return original(resource, _with_query_attributes(arguments))

    stepfunctions._SERVICE_DISPATCH[RESOURCE] = publish


def _with_query_attributes(arguments: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in arguments.items() if name != "MessageAttributes"}
    attributes: Mapping[str, Mapping[str, Any]] = arguments.get("MessageAttributes") or {}
    for position, (name, value) in enumerate(attributes.items(), start=1):
        prefix = f"MessageAttributes.entry.{position}"
        flat[f"{prefix}.Name"] = name
        for field in VALUE_FIELDS:
            if field in value:
                flat[f"{prefix}.Value.{field}"] = value[field]
    return flat
