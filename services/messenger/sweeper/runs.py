"""A workflow run that failed, or whose lease ran out, is started again; after five times it is parked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.core.awsio.blocking.bus import Bus, BusEvent
from services.core.clock import Clock, format_instant, parse_instant, sortable_instant, wall_deadline
from services.core.contracts.detail_types import WORKFLOW_FAILED, WORKFLOWS
from services.core.contracts.envelope import SPEC_VERSION
from services.core.errors import Permanent, Retryable
from services.core.table import keys
from services.messenger.ports import Condition, Item, Table, Workflows

RESTARTS: Final = 5
FIRST_BACK_OFF_SECONDS: Final = 60
"""Until the new execution claims its run, the run stays due; then its lease counts. Doubles each time."""


class Swept(StrEnum):
    """What became of a run."""

    RESTARTED = "restarted"
    PARKED = "parked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class _Run:
    """A RUN item as the workflow wrote it, and how often the sweeper started it again."""

    event_id: str
    item: Item

    @property
    def restarts(self) -> int:
        return int(self.item.get("restarts", 0))

    @property
    def is_open(self) -> bool:
        return self.item["status"] in ("RUNNING", "FAILED")

    def unchanged(self) -> Condition:
        """The workflow did nothing since it was read, and no other sweeper took it."""
        return {
            "status": self.item["status"],
            "execution": self.item["execution"],
            "due": self.item["due"],
        }


class RunSweeper:
    """Starts runs again. Conditional writes decide between two sweepers, and against the workflow."""

    def __init__(self, table: Table, workflows: Workflows, bus: Bus, clock: Clock) -> None:
        self._table = table
        self._workflows = workflows
        self._bus = bus
        self._clock = clock

    def sweep(self, row: Item) -> Swept:
        """One row of the work list. Raises Retryable; the run is then due again after its back-off."""
        item = self._table.get(row["PK"], row["SK"])
        if item is None or "due" not in item:
            return Swept.SKIPPED  # the index lags behind the table
        run = _Run(item["eventId"], item)
        if not run.is_open or parse_instant(item["due"]) > self._clock.now():
            return Swept.SKIPPED
        if run.restarts >= RESTARTS:
            return self._park(run, f"started again {RESTARTS} times, and never finished")
        return self._restart(run)

    def _restart(self, run: _Run) -> Swept:
        """Counted before it is started: a crash in between costs one of the five, never a sixth."""
        nth = run.restarts + 1
        due = wall_deadline(self._clock, FIRST_BACK_OFF_SECONDS * 2 ** (nth - 1))
        key = keys.run(run.event_id)
        # The shard stays where the workflow put it, which spreads runs by a rule of its own.
        sets: dict[str, str | int] = {
            "restarts": nth,
            "due": sortable_instant(due),
            "GSI1SK": keys.due(key, due).sk,
        }
        if not self._table.update(key.pk, key.sk, sets, (), run.unchanged()):
            return Swept.SKIPPED
        try:
            self._workflows.start(run.item["machine"], f"{run.event_id}-restart-{nth}", run.item["input"])
        except Permanent as error:
            taken = _Run(run.event_id, run.item | sets)
            return self._park(taken, f"it cannot be started again: {error}")
        return Swept.RESTARTED

    def _park(self, run: _Run, cause: str) -> Swept:
        """Announced first: a crash in between announces twice, the other order might never announce."""
        (receipt,) = self._bus.publish([_parked_event(run, cause)])
        if receipt.code:
            raise Retryable(f"workflow.failed was not published: {receipt.code}")
        key = keys.run(run.event_id)
        parked = self._table.update(
            key.pk,
            key.sk,
            {"status": "PARKED", "parkedAt": format_instant(self._clock.now())},
            ("due", "GSI1PK", "GSI1SK", "leaseUntil"),
            run.unchanged(),
        )
        return Swept.PARKED if parked else Swept.SKIPPED


def _parked_event(run: _Run, cause: str) -> BusEvent:
    """workflow.failed, as the workflows themselves say it; ids and `asOf` are those of the run's input."""
    detail: dict[str, Any] = json.loads(run.item["input"])["detail"]
    return BusEvent(
        WORKFLOWS,
        WORKFLOW_FAILED,
        {
            "specVersion": SPEC_VERSION,
            "eventId": f"parked-{run.event_id}",
            "flightKey": run.item["flightKey"],
            "asOf": detail.get("asOf"),
            "correlationId": run.item["correlationId"],
            "causationId": run.event_id,
            "traceparent": detail.get("traceparent"),
            "data": {"error": "FlightPulse.Parked", "cause": cause, "execution": run.item["execution"]},
        },
    )
