"""The workflows, counted by how they stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from local.report.report import Workflows

FAILED = ("FAILED", "TIMED_OUT", "ABORTED")


def count_executions(step_functions: Any, machines: Sequence[str]) -> Workflows:
    """Executions of these state machines by status."""
    by_status = Counter(execution["status"] for execution in _executions(step_functions, machines))
    return Workflows(
        succeeded=by_status["SUCCEEDED"],
        failed=sum(by_status[status] for status in FAILED),
        running=by_status["RUNNING"],
    )


def failed_executions(step_functions: Any, machines: Sequence[str]) -> dict[str, str]:
    """The ARN of each that did not succeed, and why."""
    failed = [item for item in _executions(step_functions, machines) if item["status"] in FAILED]
    return {item["executionArn"]: _why(step_functions, item["executionArn"]) for item in failed}


def _why(step_functions: Any, arn: str) -> str:
    described = step_functions.describe_execution(executionArn=arn)
    return " ".join(f"{described.get('error', '')}: {described.get('cause', '')}".split())


def _executions(step_functions: Any, machines: Sequence[str]) -> Iterator[dict[str, Any]]:
    pages = step_functions.get_paginator("list_executions")
    for machine in machines:
        for page in pages.paginate(stateMachineArn=machine):
            yield from page["executions"]
