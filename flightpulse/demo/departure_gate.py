"""Holds a departure back until what was announced of the flight before has been told.

At sixty minutes a second, the ten minutes between the last estimate and the departure are a sixth of a
second: the flight would be gone before any workflow could read it, and nobody told, rightly. In a real
day those minutes are there, so the replay waits for them to be used.
"""

from local.replay.stream import ReplayEvent
from local.report.flight_record import read_telling
from local.report.losses import contacts_not_told
from local.report.reader import TableReader


class DepartureGate:
    """Knows the last announcement of each flight, and asks the table what became of it."""

    def __init__(self, reader: TableReader) -> None:
        self._reader = reader
        self._open: dict[str, ReplayEvent] = {}

    def sent(self, event: ReplayEvent) -> None:
        """Remember an event that may make somebody be told."""
        self._open[event.flight_key] = event

    def clear(self, flight_key: str) -> bool:
        """Whether the last announcement is in the flight's state and everybody concerned knows of it."""
        event = self._open.get(flight_key)
        if event is None:
            return True
        record = read_telling(self._reader, flight_key)
        # A register names the event that set it; the history row may be there before the state.
        if record.state is None or event.event_id not in record.state["registers"]:
            return False
        if any(contacts_not_told(record)):
            return False
        del self._open[flight_key]
        return True
