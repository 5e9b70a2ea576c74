"""The workflows, counted by how they stand."""

from typing import Any

from local.report.report import Workflows

FAILED = ("FAILED", "TIMED_OUT", "ABORTED")


def count_executions(step_functions: Any, machines: list[str]) -> Workflows:
    """Executions of these state machines by status."""
    return Workflows(
        succeeded=_count(step_functions, machines, "SUCCEEDED"),
        failed=sum(_count(step_functions, machines, status) for status in FAILED),
        running=_count(step_functions, machines, "RUNNING"),
    )


def running_executions(step_functions: Any, machines: list[str]) -> int:
    """Executions that have not ended."""
    return _count(step_functions, machines, "RUNNING")


def failed_executions(step_functions: Any, machines: list[str]) -> list[str]:
    """The ARNs of those that did not succeed."""
    return [
        execution["executionArn"]
        for machine in machines
        for status in FAILED
        for page in _pages(step_functions, machine, status)
        for execution in page
    ]


def _count(step_functions: Any, machines: list[str], status: str) -> int:
    return sum(len(page) for machine in machines for page in _pages(step_functions, machine, status))


def _pages(step_functions: Any, machine: str, status: str) -> Any:
    pages = step_functions.get_paginator("list_executions").paginate(
        stateMachineArn=machine, statusFilter=status
    )
    return (page["executions"] for page in pages)
