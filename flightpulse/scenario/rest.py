"""Waits until nothing is under way any more."""

import time
from collections.abc import Iterable, Sequence

from flightpulse.demo.deployment import Deployment
from flightpulse.demo.executions import count_executions
from flightpulse.demo.offsets import Offsets
from flightpulse.demo.services import GROUP, TOPIC
from flightpulse.demo.sinks import Sinks
from local.report.reader import TableReader
from local.runtime.child import Child, ChildFailed
from services.core.clock import Instant
from services.core.table.keys import Key
from services.core.table.told_item import told_of

POLL_SECONDS = 0.2
STILL_SECONDS = 1.0
LIMIT_SECONDS = 60.0


class Rest:
    """Knows what has to end: Kafka records, workflows, messages that are pending or held too long."""

    def __init__(
        self,
        deployment: Deployment,
        bootstrap: str,
        told: Iterable[Key],
        children: Sequence[Child] = (),
        limit_seconds: float = LIMIT_SECONDS,
    ) -> None:
        """`children` are processes that have to stay alive meanwhile."""
        self._machines = deployment.machines
        self._step_functions = deployment.client("stepfunctions")
        self._reader = TableReader(deployment.table_client(), deployment.table)
        self._sinks = Sinks(deployment.client("logs"), deployment.sink_groups)
        self._offsets = Offsets(bootstrap, GROUP)
        self._told = list(told)
        self._children = children
        self._limit_seconds = limit_seconds

    def wait(self, sent: int, swept: Instant | None) -> str:
        """Until `sent` records are done and nothing moves; returns what was still under way, or nothing.

        `swept` is the minute up to which held messages were asked for.
        """
        deadline = time.monotonic() + self._limit_seconds
        still_since, before, busy = time.monotonic(), self._moved(), "nothing was looked at"
        while time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            self._check_children()
            now = self._moved()
            if (busy := self._busy(sent, swept)) or now != before:
                still_since, before = time.monotonic(), now
            elif time.monotonic() - still_since >= STILL_SECONDS:
                return ""
        return busy or "messages were still coming"

    def close(self) -> None:
        """Close the connection."""
        self._offsets.close()

    def _busy(self, sent: int, swept: Instant | None) -> str:
        if (done := self._offsets.committed(TOPIC)) < sent:
            return f"{done} of {sent} records were done"
        if running := count_executions(self._step_functions, self._machines).running:
            return f"{running} workflows were running"
        told = [told_of(item) for item in self._reader.get_many(self._told)]
        if pending := sum(bool(each.pending) for each in told):
            return f"{pending} contacts had a message pending"
        overdue = (swept is not None and each.held is not None and each.held.until <= swept for each in told)
        return f"{late} messages were held too long" if (late := sum(overdue)) else ""

    def _moved(self) -> tuple[object, ...]:
        self._sinks.read_new()
        workflows = count_executions(self._step_functions, self._machines)
        return workflows, self._sinks.arrivals.total()

    def _check_children(self) -> None:
        for child in self._children:
            if not child.running:
                raise ChildFailed(f"{child.name} ended in the middle of a scenario.\n{child.log_tail()}")
