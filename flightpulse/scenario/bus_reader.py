"""What was published: read from the workflows that it started and from the log of facts."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from flightpulse.scenario.course import Published

FLIGHT = "flight."


class BusReader:
    """Everything published about a flight, each envelope once."""

    def __init__(self, step_functions: Any, machines: Sequence[str], logs: Any, facts_group: str) -> None:
        self._step_functions = step_functions
        self._machines = machines
        self._logs = logs
        self._facts_group = facts_group
        self._executions: set[str] = set()
        self._events: set[str] = set()

    def read_new(self) -> dict[str, list[Published]]:
        """What came since the last call, by flight key, in the order of the flight's versions."""
        found: dict[str, list[Published]] = {}
        for event in (*self._inputs(), *self._facts()):
            detail = event["detail"]
            # A run that the sweeper started again has the same event.
            if event["detail-type"].startswith(FLIGHT) and detail["eventId"] not in self._events:
                self._events.add(detail["eventId"])
                published = Published(event["detail-type"], detail["ver"], detail.get("data", {}))
                found.setdefault(detail["flightKey"], []).append(published)
        for published_of_flight in found.values():
            published_of_flight.sort(key=lambda published: published.version)
        return found

    def _inputs(self) -> Iterator[dict[str, Any]]:
        pages = self._step_functions.get_paginator("list_executions")
        for machine in self._machines:
            for page in pages.paginate(stateMachineArn=machine):
                for execution in page["executions"]:
                    arn = execution["executionArn"]
                    if arn not in self._executions:
                        self._executions.add(arn)
                        described = self._step_functions.describe_execution(executionArn=arn)
                        yield json.loads(described["input"])

    def _facts(self) -> Iterator[dict[str, Any]]:
        pages = self._logs.get_paginator("filter_log_events").paginate(logGroupName=self._facts_group)
        for page in pages:
            yield from (json.loads(line["message"]) for line in page["events"])
