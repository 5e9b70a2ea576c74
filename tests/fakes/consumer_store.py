"""The table as the consumer's Store port sees it, in memory, with the faults that a table has."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import date

from services.consumer.ports import Candidate, Write
from services.core.awsio.errors import ConditionFailed
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.table.flight_item import StoredFlight, flight_item, stored_flight
from services.core.table.history_item import history_item

Fault = Callable[[], None]
"""Raises what the caller shall see."""


class InMemoryStore:
    """Items go through the real codec, so that what is read back is what a table would give."""

    def __init__(self, journal: list[str] | None = None) -> None:
        self.items: dict[str, dict[str, object]] = {}
        self.history: dict[tuple[str, str], dict[str, object]] = {}
        self.pointers: dict[tuple[str, date], list[Candidate]] = {}
        self.writes: list[Write] = []
        self.reads = 0
        self.journal = journal if journal is not None else []
        self.before: dict[str, list[Fault]] = {"read": [], "write": [], "history": []}
        self.after: dict[str, list[Fault]] = {"read": [], "write": [], "history": []}

    async def read(self, key: FlightKey) -> StoredFlight | None:
        await self._fault(self.before, "read")
        self.reads += 1
        item = self.items.get(str(key))
        self.journal.append("read")
        await self._fault(self.after, "read")
        return stored_flight(item) if item else None

    async def write(self, write: Write) -> None:
        await self._fault(self.before, "write")
        self.apply(write)
        await self._fault(self.after, "write")

    def apply(self, write: Write) -> None:
        """Compare and set, as the table does it at one instant."""
        key = str(write.state.key)
        stored = self.items.get(key, {}).get("ver", 0)
        if stored != write.state.ver - 1:
            raise ConditionFailed("ConditionalCheckFailedException")
        self.items[key] = flight_item(write.state, write.derived, write.outbox, write.as_of, 1)
        self.writes.append(write)
        self.journal.append(f"write {write.state.ver}")

    async def write_history(self, events: Iterable[FlightEvent]) -> None:
        await self._fault(self.before, "history")
        for event in events:
            row = history_item(event)
            self.history[row["PK"], row["SK"]] = row
            self.journal.append(f"history {event.event_id}")
        await self._fault(self.after, "history")

    async def flights_called(self, designator: str, dates: Iterable[date]) -> list[Candidate]:
        return [one for day in dates for one in self.pointers.get((designator, day), ())]

    def flight(self, key: FlightKey) -> StoredFlight:
        """What is stored. Raises KeyError when nothing is."""
        return stored_flight(self.items[str(key)])

    async def _fault(self, plan: dict[str, list[Fault]], operation: str) -> None:
        await asyncio.sleep(0)
        if plan[operation]:
            plan[operation].pop(0)()
