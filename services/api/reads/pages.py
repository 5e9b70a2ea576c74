"""A page of a list, also of a list that lies in several partitions."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from services.api.ports import Item, Query, Table
from services.api.reads.cursors import Cursors, Position


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list, and the cursor of the next page if there may be one."""

    rows: tuple[Item, ...]
    next: str | None


async def merged(table: Table, queries: Sequence[Query]) -> AsyncIterator[Item]:
    """The rows of several partitions as one list, in the order of their sort keys.

    All queries are of the same index and direction, and sort keys are unique across them.
    """
    parts = [_Part(table, query) for query in queries]
    await asyncio.gather(*(part.fill() for part in parts))
    while heads := [part for part in parts if part.rows]:
        choose = max if heads[0].query.descending else min
        first = choose(heads, key=lambda part: part.head)
        yield first.rows.popleft()
        if not first.rows:
            await first.fill()


async def page_of(
    rows: AsyncIterator[Item], limit: int, cursors: Cursors, of: str, position: Callable[[Item], Position]
) -> Page:
    """The first `limit` rows; a row too many, which is not shown, tells that there is another page."""
    shown: list[Item] = []
    async for row in rows:
        if len(shown) == limit:
            return Page(tuple(shown), cursors.issue(of, position(shown[-1])))
        shown.append(row)
    return Page(tuple(shown), None)


class _Part:
    """One partition, read a page at a time."""

    def __init__(self, table: Table, query: Query) -> None:
        self._table = table
        self._sk = f"{query.index or ''}SK"
        self._more = True
        self.query = query
        self.rows: deque[Item] = deque()

    @property
    def head(self) -> str:
        """The sort key of the next row."""
        return str(self.rows[0][self._sk])

    async def fill(self) -> None:
        """Read the next page, if there is one."""
        if self._more:
            found = await self._table.page(self.query)
            self.rows.extend(found.items)
            self._more = found.more and bool(found.items)
            if self._more:
                self.query = replace(self.query, beyond=found.items[-1][self._sk])
