"""Forgets what nobody reads any more, when asked to: a day's replay would fill hundreds of megabytes with it.

Unpatched, the history of every execution (some 60 KB each) and every record of a table's stream (with both
images, for 24 hours) stay in memory.
"""

import os
from typing import Any

from ministack.services import dynamodb, stepfunctions

FORGET_VARIABLE = "FLIGHTPULSE_EMULATOR_FORGETS"
STREAM_SECONDS = 120


def apply() -> None:
    """Drop the history of an execution that succeeded, and stream records after two minutes."""
    if os.environ.get(FORGET_VARIABLE) != "1":
        return
    dynamodb._STREAM_RETENTION_SECONDS = STREAM_SECONDS
    original = stepfunctions._run_execution

    def run(execution_arn: str) -> None:
        original(execution_arn)
        execution: dict[str, Any] | None = stepfunctions._executions.get(execution_arn)
        if execution is not None and execution["status"] == "SUCCEEDED":
            execution["events"] = []

    stepfunctions._run_execution = run
