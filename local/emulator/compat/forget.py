"""Forgets what nobody reads any more, when asked to: a day's replay would fill hundreds of megabytes with it.

Unpatched, the history of every execution (some 60 KB each), every record of a table's stream (with both
images, for 24 hours) and every event of a bus stay in memory.
"""

import os
from typing import Any

from ministack.services import dynamodb, eventbridge, stepfunctions

FORGET_VARIABLE = "FLIGHTPULSE_EMULATOR_FORGETS"
STREAM_SECONDS = 30


def apply() -> None:
    """Drop the history of an execution that succeeded, stream records after half a minute, and all events.

    An archive keeps its own events.
    """
    if os.environ.get(FORGET_VARIABLE) != "1":
        return
    dynamodb._STREAM_RETENTION_SECONDS = STREAM_SECONDS
    eventbridge._events_log_list = list
    original = stepfunctions._run_execution

    def run(execution_arn: str) -> None:
        original(execution_arn)
        execution: dict[str, Any] | None = stepfunctions._executions.get(execution_arn)
        if execution is not None and execution["status"] == "SUCCEEDED":
            execution["events"] = []

    stepfunctions._run_execution = run
