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
        self, deployment: Deployment, bootstrap: str, told: Iterable[Key], children: Sequence[Child]
    ) -> None:
        self._machines = deployment.machines
        self._step_functions = deployment.client("stepfunctions")
        self._reader = TableReader(deployment.client("dynamodb"), deployment.table)
        self._sinks = Sinks(deployment.client("logs"), deployment.sink_groups)
        self._offsets = Offsets(bootstrap, GROUP)
        self._told = list(told)
        self._children = children

    def wait(self, sent: int, swept: Instant | None) -> bool:
        """Until `sent` records are done and nothing moves; False when that did not come in time.

        `swept` is the minute up to which held messages were asked for.
        """
        deadline = time.monotonic() + LIMIT_SECONDS
        still_since, before = time.monotonic(), self._moved()
        while time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
            self._check_children()
            now = self._moved()
            if now != before or self._busy(sent, swept):
                still_since, before = time.monotonic(), now
            elif time.monotonic() - still_since >= STILL_SECONDS:
                return True
        return False

    def close(self) -> None:
        """Close the connection."""
        self._offsets.close()

    def _busy(self, sent: int, swept: Instant | None) -> bool:
        if self._offsets.committed(TOPIC) < sent:
            return True
        if count_executions(self._step_functions, self._machines).running:
            return True
        told = [told_of(item) for item in self._reader.get_many(self._told)]
        overdue = (swept is not None and each.held is not None and each.held.until <= swept for each in told)
        return any(each.pending for each in told) or any(overdue)

    def _moved(self) -> tuple[object, ...]:
        self._sinks.read_new()
        workflows = count_executions(self._step_functions, self._machines)
        return workflows, self._sinks.arrivals.total()

    def _check_children(self) -> None:
        for child in self._children:
            if not child.running:
                raise ChildFailed(f"{child.name} ended in the middle of a scenario.\n{child.log_tail()}")
