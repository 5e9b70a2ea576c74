"""The model's answer: one call of our tool, found by the type of its block."""

from collections.abc import Mapping
from typing import Any, Final

from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.interface import ModelUnavailable
from services.messenger.model.prompt import TOOL_NAME

_STOPS: Final = {
    "max_tokens": "max_tokens",
    "model_context_window_exceeded": "max_tokens",
    "guardrail_intervened": "guardrail",
    "content_filtered": "guardrail",
    "malformed_model_output": "malformed",
    "malformed_tool_use": "malformed",
}


def slot_text_of(response: Mapping[str, Any], shape: Shape) -> SlotText:
    """The fields of the tool call. Raises ModelUnavailable with the cause.

    Thinking and prose may come before the call and count for nothing; two calls are a refusal,
    since nobody can say which one is meant.
    """
    stop = str(response.get("stopReason", ""))
    if stop != "tool_use":
        raise ModelUnavailable(_STOPS.get(stop, "no_tool_call"))
    content = response.get("output", {}).get("message", {}).get("content", [])
    calls = [block["toolUse"] for block in content if "toolUse" in block]
    if not calls:
        raise ModelUnavailable("no_tool_call")
    if len(calls) > 1:
        raise ModelUnavailable("several_tool_calls")
    fields = calls[0].get("input")
    if calls[0].get("name") != TOOL_NAME or not _fits_schema(fields, shape):
        raise ModelUnavailable("schema")
    return SlotText(fields)


def _fits_schema(fields: Any, shape: Shape) -> bool:
    """Checked again although the tool is strict: a service may ignore what it does not support."""
    return (
        isinstance(fields, dict)
        and set(fields) == set(shape.fields)
        and all(isinstance(text, str) for text in fields.values())
    )
