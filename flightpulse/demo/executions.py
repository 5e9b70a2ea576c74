"""The workflows, counted by how they stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from local.report.report import Workflows
from services.core.clock import Instant

FAILED = ("FAILED", "TIMED_OUT", "ABORTED")


def count_executions(step_functions: Any, machines: Sequence[str], since: Instant = 0) -> Workflows:
    """Executions of these state machines by status, of those that started since (wall clock)."""
    executions = _executions(step_functions, machines, since)
    by_status = Counter(execution["status"] for execution in executions)
    return Workflows(
        succeeded=by_status["SUCCEEDED"],
        failed=sum(by_status[status] for status in FAILED),
        running=by_status["RUNNING"],
    )


def failed_executions(step_functions: Any, machines: Sequence[str], since: Instant = 0) -> dict[str, str]:
    """The ARN of each that did not succeed, and why, of those that started since (wall clock)."""
    failed = [item for item in _executions(step_functions, machines, since) if item["status"] in FAILED]
    return {item["executionArn"]: _why(step_functions, item["executionArn"]) for item in failed}


def _why(step_functions: Any, arn: str) -> str:
    described = step_functions.describe_execution(executionArn=arn)
    return " ".join(f"{described.get('error', '')}: {described.get('cause', '')}".split())


def _executions(step_functions: Any, machines: Sequence[str], since: Instant) -> Iterator[dict[str, Any]]:
    pages = step_functions.get_paginator("list_executions")
    for machine in machines:
        for page in pages.paginate(stateMachineArn=machine):
            for execution in page["executions"]:
                if execution["startDate"].timestamp() * 1000 >= since:
                    yield execution
