"""Batches of ids, each handed to a function; a batch that fails is counted and lets the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from infra.workflows.failure import catch_all
from infra.workflows.jsonata import State, expr
from infra.workflows.retries import FUNCTION_RETRIES

INVOKE = "arn:aws:states:::lambda:invoke"
RESULT = "$states.result.Payload"
BATCH_SIZE = "$count([$states.input])"
ERRORS = "batchErrors"
"""The variable with the name of every error that ended a batch, each once; a name holds no personal data."""


def each_batch(name: str, task: State, counts: Sequence[str], concurrency: int, then: str) -> State:
    """All batches of a page, some at a time; counts and errors of the page are added to those so far."""
    return {
        "Type": "Map",
        "Items": expr("$batches"),
        "MaxConcurrency": concurrency,
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "INLINE"},
            "StartAt": name,
            "States": {name: task, "BatchFailed": {"Type": "Pass", "End": True}},
        },
        "Assign": {
            **{count: expr(f"${count} + $sum([$states.result.{count}])") for count in counts},
            ERRORS: expr(f"$distinct($append(${ERRORS}, $states.result.error))"),
        },
        "Output": {},
        "Catch": catch_all(),
        "Next": then,
    }


def hand_over(
    function: str, payload: dict[str, Any], result: dict[str, Any], failed: dict[str, Any], task_timeout: int
) -> State:
    """One batch to a function. Its failure is a result (`failed`), not an error."""
    return {
        "Type": "Task",
        "Resource": INVOKE,
        "Arguments": {"FunctionName": function, "Payload": payload},
        "Output": result,
        "TimeoutSeconds": task_timeout,
        "Retry": FUNCTION_RETRIES,
        "Catch": [
            {
                "ErrorEquals": ["States.ALL"],
                "Output": {**failed, "error": expr("$states.errorOutput.Error")},
                "Next": "BatchFailed",
            }
        ],
        "End": True,
    }


def payload(kind: str, ids: str) -> dict[str, str]:
    """What every function of a workflow gets: ids, and the times and traces beside them."""
    return {
        "kind": kind,
        "flightKey": expr("$flightKey"),
        "eventId": expr("$eventId"),
        "correlationId": expr("$correlationId"),
        "asOf": expr("$asOf"),
        "traceparent": expr("$traceparent"),
        ids: expr("[$states.input]"),
    }
