"""Holds a departure back until what was announced of the flight before has been acted on.

At sixty minutes a second, the ten minutes between the last estimate and the departure are a sixth of a
second: the flight would be gone before any workflow could read it, and nobody told, rightly. In a real
day those minutes are there, so the replay waits for them to be used.
"""

from typing import Any

from flightpulse.demo.executions import any_running
from local.replay.stream import ReplayEvent
from local.report.reader import TableReader
from services.core.contracts.detail_types import FLIGHT_STATUS_CHANGED
from services.core.table import keys
from services.core.table.flight_item import stored_flight

ENDED = ("DONE", "FAILED", "PARKED")


class DepartureGate:
    """Knows the last event sent of each flight, and asks the table what became of it."""

    def __init__(self, reader: TableReader, step_functions: Any, machines: list[str]) -> None:
        self._reader = reader
        self._step_functions = step_functions
        self._machines = machines
        self._open: dict[str, ReplayEvent] = {}

    def sent(self, event: ReplayEvent) -> None:
        """Remember an event that may make somebody be told."""
        self._open[event.flight_key] = event

    def clear(self, flight_key: str) -> bool:
        """Whether the last event sent of the flight is stored and no workflow has to act on it any more."""
        event = self._open.get(flight_key)
        if event is None:
            return True
        if not self._acted_on(event):
            return False
        del self._open[flight_key]
        return True

    def _acted_on(self, event: ReplayEvent) -> bool:
        row = keys.history(event.flight_key, event.occurred_at, event.event_id)
        state = self._reader.get(keys.flight_state(event.flight_key))
        if state is None or self._reader.get(row) is None:
            return False
        starting = [
            envelope.id
            for envelope in stored_flight(state).outbox.envelopes
            if envelope.detail_type != FLIGHT_STATUS_CHANGED
        ]
        runs = self._reader.get_many([keys.run(envelope_id) for envelope_id in starting])
        ended = sum(run["status"] in ENDED for run in runs)
        return ended == len(starting) and not any_running(self._step_functions, self._machines)
