"""A sweeper and everything around it: a table, a bus, workflows that can be started, a clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from services.core.clock import MINUTE, Instant, format_instant
from services.core.table import keys
from services.messenger.ports import Item
from services.messenger.sweeper.runs import RunSweeper
from services.messenger.sweeper.sweep_all import Sweeper
from services.messenger.sweeper.work_list import Times
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, FLIGHT, FixedClock
from tests.fakes.table import InMemoryTable

NOW = FixedClock().now()
OTHER_FLIGHT = "UA-0209-2013-03-08-EWR-1"
"""Another shard than FLIGHT, and one that a walk through all of them comes to first."""
EVENT = "0f0e0d0c-0000-5000-8000-000000000001"
INPUT = json.dumps({"source": "flightpulse.consumer", "detail": {"asOf": "2013-03-08T11:05:00Z"}})


@dataclass(slots=True)
class FakeWorkflows:
    """Remembers what was started, or fails."""

    started: list[tuple[str, str, str]] = field(default_factory=list)
    error: Exception | None = None

    def start(self, machine: str, name: str, payload: str) -> None:
        if self.error:
            raise self.error
        self.started.append((machine, name, payload))


@dataclass(slots=True)
class World:
    """A sweeper and everything around it."""

    table: InMemoryTable = field(default_factory=InMemoryTable)
    bus: FakeBus = field(default_factory=FakeBus)
    workflows: FakeWorkflows = field(default_factory=FakeWorkflows)
    clock: FixedClock = field(default_factory=FixedClock)
    sweeper: Sweeper = field(init=False)

    def __post_init__(self) -> None:
        runs = RunSweeper(self.table, self.workflows, self.bus, self.clock)
        self.sweeper = Sweeper(self.table, self.bus, runs)

    def sweep(
        self, business: Instant | None = None, seconds_left: Callable[[], float] = lambda: 60.0
    ) -> dict[str, int]:
        counts = self.sweeper.sweep(Times(self.clock.now(), business), business, seconds_left)
        return {name: count for name, count in counts.items() if count}

    def run(self, event_id: str = EVENT, **changes: Any) -> Item:
        """Puts a RUN item as the workflow writes it: its own shard rule, sort key without META."""
        due = changes.pop("due", NOW - MINUTE)
        item: Item = {
            **keys.run(event_id).primary(),
            "type": "run",
            "eventId": event_id,
            "flightKey": FLIGHT,
            "correlationId": "correlation-1",
            "machine": "arn:aws:states:us-east-1:000000000000:stateMachine:delay",
            "input": INPUT,
            "status": "FAILED",
            "execution": "execution-1",
            "attempts": 1,
            "due": format_instant(due),
            "GSI1PK": "DUE#0",
            "GSI1SK": f"{format_instant(due)}#RUN#{event_id}",
        } | changes
        self.table.put(item, {})
        return item

    def stored_run(self) -> Item:
        key = keys.run(EVENT)
        item = self.table.get(key.pk, key.sk)
        assert item is not None
        return item

    def asked_for(self) -> set[str]:
        return {event.detail["contactId"] for event in self.bus.of("notification.requested")}

    def told(self, due: Instant, status: str, contact_id: str = ANN, flight: str = FLIGHT) -> None:
        key = keys.told(flight, contact_id)
        self.table.put(
            {
                **key.primary(),
                **keys.due(key, due).gsi1(),
                "type": "told",
                "flightKey": flight,
                "contactId": contact_id,
                "status": status,
                "n": 1,
            },
            {},
        )
