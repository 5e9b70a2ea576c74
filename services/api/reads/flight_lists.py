"""Flights by public status and local origin date."""

from datetime import date
from typing import Final

from services.api.ports import Index, Item, Query, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page, merged, page_of
from services.core.table import keys
from services.core.table.scheduled import scheduled_of

_MARGIN: Final = 10
"""Rows beyond its even share that each shard is asked for at once: shards are even only on average."""


class FlightLists:
    """Reads of the status index, which spreads each status and date over several partitions."""

    def __init__(self, table: Table, cursors: Cursors, shards: int) -> None:
        self._table = table
        self._cursors = cursors
        self._shards = shards

    async def by_status(self, status: str, origin_date: date, limit: int, cursor: str | None) -> Page:
        """Flights in the order of their scheduled departure. Raises BadCursor."""
        day = origin_date.isoformat()
        of, beyond = f"flights|{status}|{day}", ""
        if cursor is not None:
            last = self._cursors.read(of, cursor)
            beyond = keys.flight_status(status, day, scheduled_of(last.at), last.id, self._shards).sk
        share = min(limit + 1, limit // self._shards + _MARGIN)
        queries = [
            Query(keys.flight_status_pk(status, day, number), share, index=Index.FIRST, beyond=beyond)
            for number in range(self._shards)
        ]
        return await page_of(merged(self._table, queries), limit, self._cursors, of, _position)


def _position(row: Item) -> Position:
    return Position(row["scheduledOut"], row["flightKey"])
