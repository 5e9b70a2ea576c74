"""Knows when everything that some records set off has come to its end."""

from collections.abc import Sequence

from flightpulse.demo.offsets import Offsets
from flightpulse.demo.services import TOPIC
from local.replay.stream import ReplayEvent
from local.report.reader import TableReader
from services.core.contracts import detail_types
from services.core.table import keys
from services.core.table.flight_item import stored_flight

WITHOUT_WORKFLOW = frozenset({detail_types.FLIGHT_STATUS_CHANGED})
OVER = frozenset({"DONE", "PARKED"})


class Drain:
    """The consumer has finished the records, and the workflows of all they announced are over.

    A workflow is looked up by its claim, not counted: one that has not started yet is running too.
    """

    def __init__(self, offsets: Offsets, reader: TableReader) -> None:
        self._offsets = offsets
        self._reader = reader
        self._sent = 0
        self._flights: list[str] = []
        self._runs: set[str] | None = None
        self._over: set[str] = set()

    def sent(self, batch: Sequence[ReplayEvent]) -> None:
        """These are acknowledged by the broker, and everything before them is drained."""
        self._sent += len(batch)
        self._flights = [event.flight_key for event in batch]
        self._runs = None

    def done(self) -> bool:
        """Whether nothing is left to wait for."""
        if self._runs is None:
            if self._offsets.committed(TOPIC) < self._sent:
                return False
            self._runs = self._announced()
        finished = self._reader.get_many([keys.run(event_id) for event_id in sorted(self._runs)])
        over = {item["PK"].removeprefix("RUN#") for item in finished if item["status"] in OVER}
        self._over |= over
        self._runs -= over
        return not self._runs

    @property
    def waits_for(self) -> str:
        """For the one who reads why it took too long."""
        if self._runs is None:
            return f"{self._sent} records to be committed"
        return f"the workflows of {', '.join(sorted(self._runs))}"

    def _announced(self) -> set[str]:
        """Events on the bus that start a workflow, by the outboxes of the flights."""
        states = self._reader.get_many([keys.flight_state(key) for key in self._flights])
        return {
            envelope.id
            for item in states
            for envelope in stored_flight(item).outbox.envelopes
            if envelope.detail_type not in WITHOUT_WORKFLOW
        } - self._over
