"""Forgets what nobody reads any more, when asked to: a day's replay would fill hundreds of megabytes with it.

Unpatched, the history of every execution (some 60 KB each), every record of a table's stream (with both
images, for 24 hours) and every event of a bus stay in memory.
"""

import os
from typing import Any

from ministack.services import dynamodb, eventbridge, stepfunctions

FORGET_VARIABLE = "FLIGHTPULSE_EMULATOR_FORGETS"


def apply() -> None:
    """Drop the history of an execution that succeeded, stream records once they are handled, and all events.

    An archive keeps its own events.
    """
    if os.environ.get(FORGET_VARIABLE) != "1":
        return
    _forget_handled_records()
    eventbridge._events_log_list = list
    original = stepfunctions._run_execution

    def run(execution_arn: str) -> None:
        original(execution_arn)
        execution: dict[str, Any] | None = stepfunctions._executions.get(execution_arn)
        if execution is not None and execution["status"] == "SUCCEEDED":
            execution["events"] = []

    stepfunctions._run_execution = run


def _forget_handled_records() -> None:
    """A reader that asks from a position has handled what lies before it: one reads the table's stream here.

    By age instead, a handler that falls behind on a busy machine would lose what it has not seen.
    """
    original = dynamodb.stream_records_since

    def since(table_name: str, position: int, limit: int, **scope: str) -> list[dict[str, Any]]:
        if not scope and (records := dynamodb._stream_records.get(table_name)):
            trimmed = dynamodb._stream_trimmed.get(table_name, 0)
            if (handled := min(position - trimmed, len(records))) > 0:
                del records[:handled]
                dynamodb._stream_trimmed[table_name] = trimmed + handled
        found: list[dict[str, Any]] = original(table_name, position, limit, **scope)
        return found

    dynamodb.stream_records_since = since
