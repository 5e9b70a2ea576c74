"""Converse answers for each behaviour."""

import uuid
from typing import Any

from local.bedrock.modes import Mode
from local.bedrock.request import Refused, ToolRequest
from local.bedrock.writer import write

REFUSALS = {
    Mode.THROTTLE: (429, "ThrottlingException", "Too many requests, please wait before trying again."),
    Mode.UNAVAILABLE: (503, "ServiceUnavailableException", "The service is temporarily unavailable."),
    Mode.DENIED: (
        403,
        "AccessDeniedException",
        "You don't have access to the model with the specified model ID.",
    ),
}
PROSE = {"text": "Certainly! Here are the texts."}
THINKING = {
    "reasoningContent": {
        "reasoningText": {"text": "The notice needs each slot once.", "signature": "c3RhbmQtaW4="}
    }
}


def answer(request: ToolRequest, mode: Mode) -> dict[str, Any]:
    """The body of a Converse response; raises Refused for the behaviours that answer with an error."""
    if mode in REFUSALS:
        raise Refused(*REFUSALS[mode])
    if mode is Mode.REFUSES_FORCED_TOOL and request.forced:
        raise Refused(400, "ValidationException", "This model does not support toolChoice.tool.")
    wrong = mode is Mode.ALWAYS_BAD or (mode is Mode.BAD_ONCE and not request.is_repair)
    texts = write(request, wrong=wrong)
    match mode:
        case Mode.PROSE_BEFORE_TOOL:
            return _response([PROSE, _tool_use(request, texts)])
        case Mode.THINKING_BLOCK_FIRST:
            return _response([THINKING, _tool_use(request, texts)])
        case Mode.NO_TOOL:
            return _response([PROSE], stop="end_turn")
        case Mode.MAX_TOKENS:
            # Cut off in the middle: the first field only, and only the first half of it.
            first = {field: text[: len(text) // 2] for field, text in list(texts.items())[:1]}
            return _response([_tool_use(request, first)], stop="max_tokens")
        case Mode.MALFORMED:
            return _response([_tool_use(request, dict.fromkeys(texts, 0))])
        case _:
            return _response([_tool_use(request, texts)])


def _tool_use(request: ToolRequest, content: dict[str, Any]) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": f"tooluse_{uuid.uuid4().hex}", "name": request.tool, "input": content}}


def _response(content: list[dict[str, Any]], stop: str = "tool_use") -> dict[str, Any]:
    # No model, so no tokens: figures made up here would end up in somebody's cost estimate.
    return {
        "output": {"message": {"role": "assistant", "content": content}},
        "stopReason": stop,
        "usage": {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0},
        "metrics": {"latencyMs": 1},
    }
