"""The flights of a day as the board shows them: read once, and kept as they are by what the feed brings."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from services.api.live import rows
from services.api.live.memory import Shown
from services.api.live.rows import Row
from services.api.ports import Index, Query, Table
from services.core.flight.public_status import PUBLIC_STATUSES
from services.core.table import keys

MOST_FLIGHTS: Final = 5_000
"""Of one day on one board; how many were left out is said."""

FRESH_SECONDS: Final = 60.0
_MOST_DAYS: Final = 4
_PAGE: Final = 1_000
_AT_A_TIME: Final = 16
_ATTRIBUTES: Final = ("flightKey", "ver", "status", "derived", "asOf")


@dataclass(slots=True)
class Day:
    """`left_out` counts flights beyond the limit."""

    rows: dict[str, Row] = field(default_factory=dict)
    left_out: int = 0
    read_at: float = 0.0


class Days:
    """A day that is asked for by many at once is read once."""

    def __init__(self, table: Table, shards: int, now: Callable[[], float] = time.monotonic) -> None:
        self._table = table
        self._shards = shards
        self._now = now
        self._days: OrderedDict[str, Day] = OrderedDict()
        self._reading: dict[str, asyncio.Task[Day]] = {}

    async def flights(self, date: str, changed: Iterable[str]) -> Day:
        """By local origin date. `changed` are flights that the index may not show yet. Raises AwsError.

        Read again after a minute, should the feed have missed anything.
        """
        day = self._days.get(date)
        if day is not None and self._now() - day.read_at < FRESH_SECONDS:
            return day
        task = self._reading.get(date)
        if task is None:
            task = self._reading[date] = asyncio.create_task(self._read(date, list(changed)))
            task.add_done_callback(lambda _: self._reading.pop(date, None))
        # Shielded: who goes away does not take the answer from the others.
        return await asyncio.shield(task)

    def take(self, changes: Collection[Shown]) -> None:
        """What the feed brought. A newer row takes the place of an older one."""
        for shown in changes:
            if shown.event == "flight" and (day := self._days.get(shown.row["originDate"])) is not None:
                _newer(day.rows, shown.row)

    def drop(self) -> None:
        """Nobody follows the feed any more, so nothing stays as it is."""
        self._days.clear()

    async def _read(self, date: str, changed: Sequence[str]) -> Day:
        # There before the first read, so that what the feed brings meanwhile is not lost.
        day = self._days[date] = Day(self._days[date].rows if date in self._days else {}, 0, float("-inf"))
        found = dict.fromkeys([*await self._listed(date), *changed])
        wanted = list(islice(found, MOST_FLIGHTS))
        states = await self._table.get_many([keys.flight_state(key) for key in wanted], _ATTRIBUTES)
        for state in states:
            _newer(day.rows, rows.flight_from_state(state))
        day.left_out = len(found) - len(wanted)
        day.read_at = self._now()
        self._days.move_to_end(date)
        while len(self._days) > _MOST_DAYS:
            self._days.popitem(last=False)
        return day

    async def _listed(self, date: str) -> list[str]:
        """Keys by the status index: it holds every flight of the day, under the status that it has."""
        limit = asyncio.Semaphore(_AT_A_TIME)

        async def part(pk: str) -> list[tuple[str, str]]:
            async with limit:
                return await self._partition(pk)

        parts = await asyncio.gather(
            *(
                part(keys.flight_status_pk(status, date, shard))
                for status in PUBLIC_STATUSES
                for shard in range(self._shards)
            )
        )
        return [key for _, key in sorted(entry for found in parts for entry in found)]

    async def _partition(self, pk: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        beyond, more = "", True
        while more and len(found) <= MOST_FLIGHTS:
            page = await self._table.page(Query(pk, _PAGE, index=Index.FIRST, beyond=beyond))
            found += ((item["GSI1SK"], item["flightKey"]) for item in page.items)
            more = page.more and bool(page.items)
            beyond = page.items[-1]["GSI1SK"] if more else ""
        return found


def _newer(known: dict[str, Row], row: Row) -> None:
    before = known.get(row["flightKey"])
    if before is None or before["version"] < row["version"]:
        known[row["flightKey"]] = row
