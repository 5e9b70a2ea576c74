"""What the stand-in reads of a Converse request, with the refusals that Bedrock would give."""

import json
from dataclasses import dataclass
from typing import Any

SLOT_OF_ASPECT = {"time": "time_change", "gate": "gate_change", "terminal": "terminal_change"}
"""Where the slot is not called like the aspect."""


class Refused(Exception):
    """The request is answered with an error; `kind` is the AWS error type."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


@dataclass(frozen=True, slots=True)
class ToolRequest:
    """One call of one tool, forced or not, and the JSON that the user message carries."""

    tool: str
    forced: bool
    fields: tuple[str, ...]
    content: dict[str, Any]

    @property
    def is_repair(self) -> bool:
        """Whether the caller lists what was wrong with an answer before."""
        return bool(self.content.get("previous_errors"))

    @property
    def kind(self) -> str:
        """What the message is mainly about."""
        return str(self._shape.get("kind", ""))

    @property
    def locale(self) -> str:
        """The language that is asked for."""
        return str(self._shape.get("locale", ""))

    @property
    def directions(self) -> dict[str, str]:
        """Slot of each aspect to the direction it moved in, the new aspects first."""
        aspects = [(str(item["aspect"]), str(item["direction"])) for item in self._shape.get("aspects", ())]
        return {SLOT_OF_ASPECT.get(aspect, aspect): direction for aspect, direction in aspects}

    def required(self, field: str) -> tuple[str, ...]:
        """The slots that the field must hold."""
        return self._slots(field, "required")

    def optional(self, field: str) -> tuple[str, ...]:
        """The slots that the field may hold."""
        return self._slots(field, "optional")

    @property
    def _shape(self) -> dict[str, Any]:
        shape: dict[str, Any] = self.content.get("shape", {})
        return shape

    def _slots(self, field: str, which: str) -> tuple[str, ...]:
        return tuple(self._shape.get("fields", {}).get(field, {}).get(which, ()))


def read_request(body: bytes) -> ToolRequest:
    """Read the request; raises Refused with a ValidationException as Bedrock does."""
    try:
        request: dict[str, Any] = json.loads(body)
        tools = {tool["toolSpec"]["name"]: tool["toolSpec"] for tool in request["toolConfig"]["tools"]}
        forced = request["toolConfig"].get("toolChoice", {}).get("tool")
        name = str(forced["name"]) if forced else next(iter(tools))
        content = json.loads(request["messages"][-1]["content"][0]["text"])
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise _invalid(f"the stand-in needs a tool and one JSON user message: {error!r}") from error
    if name not in tools:
        raise _invalid(f"toolChoice names {name}, which is not among the tools")
    fields = tuple(tools[name]["inputSchema"]["json"].get("required", ()))
    return ToolRequest(name, forced is not None, fields, content)


def _invalid(message: str) -> Refused:
    return Refused(400, "ValidationException", message)
