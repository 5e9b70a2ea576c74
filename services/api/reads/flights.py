"""A flight, its history, and whether an event has reached it."""

import json
from dataclasses import dataclass
from typing import Final

from services.api.ports import Item, Place, Query, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page
from services.core.clock import parse_instant
from services.core.flight.key import FlightKey
from services.core.table import keys

_EVENT_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What has become of one event.

    `row` is its history row, or None while the consumer has not taken it in; `determines` are the
    fields of the flight whose register holds a value of this event (none: repeated or overtaken).
    """

    row: Item | None
    determines: tuple[str, ...]


class FlightReads:
    """Reads of the partition of a flight."""

    def __init__(self, table: Table, cursors: Cursors) -> None:
        self._table = table
        self._cursors = cursors

    async def flight(self, key: FlightKey) -> Item | None:
        """The STATE item, eventually consistent (a second at most): half the price, twice the rate."""
        return await self._table.get(keys.flight_state(str(key)))

    async def history(self, key: FlightKey, limit: int, cursor: str | None) -> Page | None:
        """Events in the order in which they became true; None when there is no such flight.

        Raises BadCursor.
        """
        flight, of = str(key), f"history|{key}"
        after = None
        if cursor is not None:
            at = self._cursors.read(of, cursor)
            after = Place(keys.history(flight, parse_instant(at.at), at.id))
        rows = await self._table.page(Query(keys.flight_pk(flight), limit, keys.HISTORY_PREFIX, after=after))
        if not rows.items and cursor is None and await self.flight(key) is None:
            return None
        following = None
        if rows.more and rows.items:
            last = rows.items[-1]
            following = self._cursors.issue(of, Position(last["occurredAt"], last["eventId"]))
        return Page(tuple(rows.items), following)

    async def event(self, key: FlightKey, event_id: str) -> EventOutcome:
        """Looks through the flight's history: a few dozen rows, since only the time is in their key."""
        row = await self._history_row(key, event_id)
        if row is None:
            return EventOutcome(None, ())
        state = await self._table.get(keys.flight_state(str(key)), consistent=True)
        registers = json.loads(state["registers"]) if state else {}
        fields = (
            field
            for field, lineages in registers.items()
            if any(event_id == register[-1] for register in lineages.values())
        )
        return EventOutcome(row, tuple(sorted(fields)))

    async def _history_row(self, key: FlightKey, event_id: str) -> Item | None:
        flight, after = str(key), None
        while True:
            query = Query(keys.flight_pk(flight), _EVENT_PAGE, keys.HISTORY_PREFIX, after=after)
            rows = await self._table.page(query)
            for row in rows.items:
                if row["eventId"] == event_id:
                    return row
            if not rows.more or not rows.items:
                return None
            last = rows.items[-1]
            after = Place(keys.history(flight, parse_instant(last["occurredAt"]), last["eventId"]))
