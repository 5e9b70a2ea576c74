"""Flights of one local origin date: by public status, by designator, or by carrier."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.api.ports import Index, Item, Query, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page, merged, page_of
from services.core.flight.key import Designator
from services.core.table import keys
from services.core.table.scheduled import scheduled_of

_MARGIN: Final = 10
"""Rows beyond its even share that each shard is asked for at once: shards are even only on average."""


@dataclass(frozen=True, slots=True)
class ByStatus:
    """A5: the status index, which spreads each status and date over several partitions."""

    status: str
    date: date


@dataclass(frozen=True, slots=True)
class ByDesignator:
    """A2: pointers from a designator, the operating carrier's or a codeshare's, to its flights."""

    designator: Designator
    date: date


@dataclass(frozen=True, slots=True)
class ByCarrier:
    """A20: pointers from a carrier to the flights that it operates, whatever others sell of them."""

    carrier: str
    date: date


FlightFilter = ByStatus | ByDesignator | ByCarrier


class FlightLists:
    """One access pattern for each filter."""

    def __init__(self, table: Table, cursors: Cursors, shards: int) -> None:
        self._table = table
        self._cursors = cursors
        self._shards = shards

    async def page(self, wanted: FlightFilter, limit: int, cursor: str | None) -> Page:
        """Raises BadCursor."""
        if isinstance(wanted, ByStatus):
            return await self.by_status(wanted.status, wanted.date, limit, cursor)
        day = wanted.date.isoformat()
        if isinstance(wanted, ByCarrier):
            return await self._pointed_at(keys.carrier_pk(wanted.carrier, day), day, limit, cursor)
        called = wanted.designator
        pk = keys.designator_pk(called.carrier, called.number, called.suffix, day)
        return await self._pointed_at(pk, day, limit, cursor)

    async def _pointed_at(self, pk: str, day: str, limit: int, cursor: str | None) -> Page:
        """Flights in the order of their keys, as they are now. Raises BadCursor."""
        of = f"flights-called|{pk}"
        beyond = "" if cursor is None else keys.flight_pk(self._cursors.read(of, cursor).id)
        rows = merged(self._table, [Query(pk, limit + 1, beyond=beyond)])
        page = await page_of(rows, limit, self._cursors, of, lambda row: Position(day, row["flightKey"]))
        states = await self._table.get_many([keys.flight_state(row["flightKey"]) for row in page.rows])
        return Page(tuple(states), page.next)

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
