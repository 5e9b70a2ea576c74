"""Failures that no Catch can see: a machine's own time-out, an abort, a failing expression.

It ends quietly when the execution has recorded its failure itself, or when the run has another owner by now.
"""

from __future__ import annotations

from typing import Any

from infra.config import Config
from infra.workflows.event import read_event
from infra.workflows.failure import notify_failure
from infra.workflows.jsonata import expr
from infra.workflows.retries import TABLE_RETRIES
from infra.workflows.run import RUN_KEY, TASK_TIMEOUT_SECONDS

GET_ITEM = "arn:aws:states:::dynamodb:getItem"
MACHINE_TIMEOUT_SECONDS = 300
_DETAIL = "$states.input.detail"
_RUN = "$states.result.Item"


def definition(config: Config) -> dict[str, Any]:
    """Input: a "Step Functions Execution Status Change" event of one of the workflows."""
    return {
        "Comment": "Announces and records a workflow failure that the workflow could not report itself",
        "QueryLanguage": "JSONata",
        "TimeoutSeconds": MACHINE_TIMEOUT_SECONDS,
        "StartAt": "ReadExecution",
        "States": {
            "ReadExecution": {
                "Type": "Pass",
                "Assign": {
                    "event": expr(f"$parse({_DETAIL}.input)"),
                    "execution": expr(f"{_DETAIL}.executionArn"),
                    "machine": expr(f"{_DETAIL}.stateMachineArn"),
                    "errorName": expr(
                        f"$type({_DETAIL}.error) = 'string' ? {_DETAIL}.error : {_DETAIL}.status"
                    ),
                    "errorCause": expr(
                        f"$type({_DETAIL}.cause) = 'string' ? $substring({_DETAIL}.cause, 0, 500)"
                        f" : 'the execution ended as ' & {_DETAIL}.status"
                    ),
                },
                "Next": "ReadEvent",
            },
            "ReadEvent": {"Type": "Pass", "Assign": read_event("$event"), "Next": "ReadRun"},
            "ReadRun": {
                "Type": "Task",
                "Resource": GET_ITEM,
                "Arguments": {"TableName": "${TableName}", "Key": RUN_KEY, "ConsistentRead": True},
                "Assign": {
                    "attempts": expr(f"$exists({_RUN}.attempts.N) ? $number({_RUN}.attempts.N) : 1"),
                    "unreported": expr(
                        f"$not($exists({_RUN}.PK))"
                        f" or ({_RUN}.execution.S = $execution and {_RUN}.status.S = 'RUNNING')"
                    ),
                },
                "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
                "Retry": TABLE_RETRIES,
                # The failure to report is in the variables: it goes out even when the run cannot be read.
                "Catch": [
                    {"ErrorEquals": ["States.ALL"], "Assign": {"attempts": 1}, "Next": "NotifyFailure"}
                ],
                "Next": "Unreported",
            },
            "Unreported": {
                "Type": "Choice",
                "Choices": [{"Condition": expr("$unreported"), "Next": "NotifyFailure"}],
                "Default": "EndQuietly",
            },
            "EndQuietly": {"Type": "Succeed"},
            **notify_failure(config.workflows.restart_backoff, after={"Type": "Succeed"}),
        },
    }
