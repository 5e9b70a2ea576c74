"""What the stand-in reads of a Converse request, with the refusals that Bedrock would give."""

import json
from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """The request is answered with an error; `kind` is the AWS error type."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


@dataclass(frozen=True, slots=True)
class ToolRequest:
    """One forced call of one tool, and the JSON that the user message carries."""

    tool: str
    fields: tuple[str, ...]
    content: dict[str, Any]

    @property
    def is_repair(self) -> bool:
        """Whether the caller lists what was wrong with an answer before."""
        return bool(self.content.get("previous_errors"))

    def required(self, field: str) -> tuple[str, ...]:
        """The slots that the field must hold."""
        slots = self.content.get("shape", {}).get("fields", {}).get(field, {})
        return tuple(slots.get("required", ()))


def read_request(body: bytes) -> ToolRequest:
    """Read the request; raises Refused with a ValidationException as Bedrock does."""
    try:
        request: dict[str, Any] = json.loads(body)
        tool_name = str(request["toolConfig"]["toolChoice"]["tool"]["name"])
        tools = [tool["toolSpec"] for tool in request["toolConfig"]["tools"]]
        content = json.loads(request["messages"][-1]["content"][0]["text"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _invalid(f"the stand-in needs one forced tool and one JSON user message: {error!r}") from error
    for tool in tools:
        if tool["name"] == tool_name:
            schema = tool["inputSchema"]["json"]
            return ToolRequest(tool_name, tuple(schema.get("required", ())), content)
    raise _invalid(f"toolChoice names {tool_name}, which is not among the tools")


def _invalid(message: str) -> Refused:
    return Refused(400, "ValidationException", message)
