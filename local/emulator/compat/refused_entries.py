"""PutEvents refuses what AWS refuses, entry by entry, and a workflow's task fails when one is refused.

Unpatched, an event without a source or with a detail that is no JSON object is accepted, and reaches nobody.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ministack.services import eventbridge, stepfunctions

REQUIRED = ("Source", "DetailType", "Detail")
RESOURCE = "arn:aws:states:::events:putEvents"
FAILED_ENTRY = "EventBridge.FailedEntry"
Answer = tuple[int, dict[str, str], bytes]


def apply() -> None:
    """Look at each entry before ministack does."""
    _refuse_entries()
    _fail_tasks()


def _refuse_entries() -> None:
    original = eventbridge._put_events

    def put_events(request: Mapping[str, Any], allow_aws_source: bool = False) -> Answer:
        entries: Sequence[Mapping[str, Any]] = request.get("Entries", [])
        refusals = [_refusal(entry) for entry in entries]
        accepted = [entry for entry, refusal in zip(entries, refusals, strict=True) if refusal is None]
        answer: Answer = original({**request, "Entries": accepted}, allow_aws_source=allow_aws_source)
        if len(accepted) == len(entries) or answer[0] >= 400:
            return answer
        content = json.loads(answer[2])
        results = iter(content["Entries"])
        content["Entries"] = [next(results) if refusal is None else refusal for refusal in refusals]
        content["FailedEntryCount"] += len(entries) - len(accepted)
        return answer[0], answer[1], json.dumps(content).encode()

    eventbridge._put_events = put_events


def _refusal(entry: Mapping[str, Any]) -> dict[str, str] | None:
    for name in REQUIRED:
        if not entry.get(name):
            message = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": message}
    if not _is_object(entry["Detail"]):
        return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    return None


def _is_object(detail: object) -> bool:
    """A workflow's task gives the object itself, every other caller its JSON text."""
    if not isinstance(detail, str):
        return isinstance(detail, dict)
    try:
        return isinstance(json.loads(detail), dict)
    except json.JSONDecodeError:
        return False


def _fail_tasks() -> None:
    original = stepfunctions._SERVICE_DISPATCH[RESOURCE]

    def put_events(resource: str, arguments: Any) -> Any:
        result = original(resource, arguments)
        if result.get("FailedEntryCount"):
            raise stepfunctions._ExecutionError(FAILED_ENTRY, json.dumps(result))
        return result

    stepfunctions._SERVICE_DISPATCH[RESOURCE] = put_events
