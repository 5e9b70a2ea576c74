"""`TimeoutSeconds` of a whole state machine, which ministack accepts and never enforces."""

import contextvars
import json
import threading
from typing import Any

from ministack.services import stepfunctions

ERROR = "States.Timeout"


def apply() -> None:
    """End an execution as TIMED_OUT when its machine's time is over, and let that status stand."""
    _keep_final_status()
    original = stepfunctions._run_execution

    def run(execution_arn: str) -> None:
        execution = stepfunctions._executions.get(execution_arn)
        limit = _limit_seconds(execution)
        if limit is None:
            original(execution_arn)
            return
        # The timer needs the request's context: account and region live in context variables.
        context = contextvars.copy_context()
        timer = threading.Timer(limit, context.run, args=(_time_out, execution))
        timer.daemon = True
        timer.start()
        try:
            original(execution_arn)
        finally:
            timer.cancel()

    stepfunctions._run_execution = run


def _limit_seconds(execution: dict[str, Any] | None) -> float | None:
    machine = stepfunctions._state_machines.get(execution["stateMachineArn"]) if execution else None
    if machine is None:
        return None
    try:
        limit = json.loads(machine["definition"]).get("TimeoutSeconds")
    except json.JSONDecodeError:
        return None  # ministack itself fails the execution for it
    return float(limit) if limit is not None else None


def _time_out(execution: dict[str, Any]) -> None:
    if execution["status"] != "RUNNING":
        return
    execution["status"] = "TIMED_OUT"
    execution["error"] = ERROR
    execution["stopDate"] = stepfunctions.now_iso()
    details = {"executionTimedOutEventDetails": {"error": ERROR}}
    stepfunctions._add_event(execution, "ExecutionTimedOut", details)
    stepfunctions._emit_execution_status_event(execution)


def _keep_final_status() -> None:
    """A task that fails after its execution timed out or was aborted must not turn it into FAILED."""
    original = stepfunctions._fail_execution

    def fail(execution: dict[str, Any], error: str, cause: str) -> None:
        if execution["status"] == "RUNNING":
            original(execution, error, cause)

    stepfunctions._fail_execution = fail
