"""Batches of contacts, handed to the messenger."""

from __future__ import annotations

from infra.workflows.failure import catch_all
from infra.workflows.jsonata import State, expr
from infra.workflows.retries import MESSENGER_RETRIES

INVOKE = "arn:aws:states:::lambda:invoke"

COUNTS = ("contacts", "told", "held", "quiet", "failedContacts", "failedBatches")


def tell_batches(concurrency: int, task_timeout: int) -> State:
    """All batches of a page, some at a time; the counts of the page are added up."""
    return {
        "Type": "Map",
        "Items": expr("$batches"),
        "MaxConcurrency": concurrency,
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "INLINE"},
            "StartAt": "TellBatch",
            "States": {"TellBatch": _tell_batch(task_timeout), "BatchFailed": {"Type": "Pass", "End": True}},
        },
        "Assign": {name: expr(f"${name} + $sum([$states.result.{name}])") for name in COUNTS},
        "Output": {},
        "Catch": catch_all(),
        "Next": "AnotherPage",
    }


def _tell_batch(task_timeout: int) -> State:
    """One batch. Its failure is a result, not an error: the other batches go on."""
    payload = {
        "kind": "batch",
        "flightKey": expr("$flightKey"),
        "eventId": expr("$eventId"),
        "correlationId": expr("$correlationId"),
        "asOf": expr("$asOf"),
        "traceparent": expr("$traceparent"),
        "contacts": expr("[$states.input]"),
    }
    told = "$states.result.Payload"
    return {
        "Type": "Task",
        "Resource": INVOKE,
        "Arguments": {"FunctionName": "${MessengerArn}", "Payload": payload},
        "Output": {
            "contacts": expr(f"{told}.contacts"),
            "told": expr(f"{told}.told"),
            "held": expr(f"{told}.held"),
            "quiet": expr(f"$sum([$each({told}.quiet, function($looks) {{ $looks }})])"),
            "failedContacts": expr(f"$count([{told}.failed])"),
            "failedBatches": 0,
        },
        "TimeoutSeconds": task_timeout,
        "Retry": MESSENGER_RETRIES,
        "Catch": [
            {
                "ErrorEquals": ["States.ALL"],
                "Output": {
                    "contacts": expr("$count([$states.input])"),
                    "told": 0,
                    "held": 0,
                    "quiet": 0,
                    "failedContacts": expr("$count([$states.input])"),
                    "failedBatches": 1,
                    "error": expr("$states.errorOutput.Error"),
                },
                "Next": "BatchFailed",
            }
        ],
        "End": True,
    }
