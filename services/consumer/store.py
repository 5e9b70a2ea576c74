"""The table through the async AWS client: the one adapter of the Store port."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from services.consumer.gate import Gate
from services.consumer.ports import Candidate, Checkpoint, Write
from services.consumer.table.calls import DynamoDb, TableCalls
from services.consumer.table.designators import Designators
from services.consumer.table.history import HistoryRows
from services.consumer.table.json_text import json_text
from services.consumer.table.reading import StateReads
from services.consumer.table.writing import StateWrites
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.table.flight_item import StoredFlight, flight_item
from services.core.table.history_item import designator_items, history_item

SCHEDULED: Final = "flight.scheduled"


class DynamoStore:
    """Consistent reads, compare-and-set writes, idempotent history rows; lanes share the requests."""

    def __init__(
        self, aws: DynamoDb, table: str, status_shards: int, gate: Gate, checkpoint: Checkpoint
    ) -> None:
        calls = TableCalls(aws, table, gate)
        self._status_shards = status_shards
        self._reads = StateReads(calls)
        self._writes = StateWrites(calls, checkpoint)
        self._history = HistoryRows(calls, checkpoint)
        self._designators = Designators(calls)

    async def read(self, key: FlightKey) -> StoredFlight | None:
        """A consistent read of STATE."""
        return await self._reads.read(str(key))

    async def write(self, write: Write) -> None:
        """Replace version `ver - 1`. The consumer is the only writer of the item, so it is set whole."""
        item = flight_item(
            write.state, write.derived, write.outbox, write.as_of, self._status_shards, json_text
        )
        await self._writes.write(item, write.state.ver)

    async def write_history(self, events: Iterable[FlightEvent]) -> None:
        """The rows of these events, each once."""
        await self._history.write(row for event in events for row in _rows(event))

    async def flights_called(self, designator: str, dates: Iterable[date]) -> list[Candidate]:
        """Follows every page of every date."""
        return await self._designators.flights_called(designator, dates)


def _rows(event: FlightEvent) -> list[dict[str, Any]]:
    if event.event_type == SCHEDULED:
        return [history_item(event, json_text), *designator_items(event)]
    return [history_item(event, json_text)]
