"""Reads change items: those of the last hour at first, then what has appeared since."""

import asyncio
from collections.abc import Sequence
from typing import Final

from services.api.ports import Item, Query, Table
from services.core.clock import HOUR, Instant
from services.core.table.change_keys import CHANGE_SHARDS, change_of, change_pk, change_sk

NEAR: Final = 5_000
"""So far each poll looks back behind the one before: writes become visible in milliseconds, not in order."""

FAR: Final = 70_000
"""So far now and then: longer than the stream handler may run, which stamps an item and then puts it."""

FAR_EVERY: Final = 10
_PAGE: Final = 500
_MOST_OF_SHARD: Final = 5_000
"""Of the last hour: beyond it, a first reader begins with the newest and says from when on it knows."""


class ChangeFeed:
    """One reader of the feed. Its times are milliseconds of the wall clock; polls are not concurrent."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: dict[str, None] = {}
        self._until = self._far_until = 0
        self._polls = 0

    async def begin(self, since: Instant, now: Instant) -> tuple[list[Item], Instant]:
        """What appeared since, in that order, and from when on nothing is missing. Raises AwsError."""
        parts = await asyncio.gather(*(self._newest(shard, since, now) for shard in range(CHANGE_SHARDS)))
        self._until = self._far_until = now
        items = [item for found, _ in parts for item in found]
        return self._new(items), max(complete for _, complete in parts)

    async def poll(self, now: Instant) -> list[Item]:
        """What has appeared since the last poll that went well. Raises AwsError, and may be repeated."""
        self._polls += 1
        is_far = self._polls % FAR_EVERY == 0
        # From the last look as far as this: what was put there in between may bear a time from before it.
        since = self._far_until - FAR if is_far else self._until - NEAR
        parts = await asyncio.gather(*(self._since(shard, since, now) for shard in range(CHANGE_SHARDS)))
        self._until = now
        if is_far:
            self._far_until = now
        found = self._new([item for part in parts for item in part])
        self._forget(change_sk(self._far_until - 2 * FAR))
        return found

    def _new(self, items: Sequence[Item]) -> list[Item]:
        """Those not given out before, in the order in which they appeared."""
        new = [item for item in items if item["SK"] not in self._seen]
        self._seen |= dict.fromkeys(item["SK"] for item in new)
        return sorted(new, key=lambda item: str(item["SK"]))

    def _forget(self, before: str) -> None:
        if self._polls % FAR_EVERY == 0:
            self._seen = {sk: None for sk in self._seen if sk >= before}

    async def _since(self, shard: int, since: Instant, now: Instant) -> list[Item]:
        found: list[Item] = []
        for pk in _hours(shard, since, now):
            beyond, more = change_sk(since), True
            while more:
                rows = await self._table.page(Query(pk, _PAGE, beyond=beyond))
                found += rows.items
                more = rows.more and bool(rows.items)
                beyond = rows.items[-1]["SK"] if more else ""
        return found

    async def _newest(self, shard: int, since: Instant, now: Instant) -> tuple[list[Item], Instant]:
        """From the newest back; what is left out lies before the instant that is said."""
        found: list[Item] = []
        oldest = change_sk(since)
        for pk in reversed(_hours(shard, since, now)):
            beyond, more = change_sk(now + HOUR), True
            while more:
                rows = await self._table.page(Query(pk, _PAGE, beyond=beyond, descending=True))
                found += (item for item in rows.items if item["SK"] >= oldest)
                more = rows.more and bool(rows.items) and rows.items[-1]["SK"] >= oldest
                beyond = rows.items[-1]["SK"] if more else ""
                if more and len(found) >= _MOST_OF_SHARD:
                    return found, appeared_at(found[-1]) + 1
        return found, since


def appeared_at(item: Item) -> Instant:
    """When the item was put into the table."""
    return change_of(item["SK"])[0]


def _hours(shard: int, since: Instant, now: Instant) -> list[str]:
    """The partitions in which something between these may lie; a writer's clock may be a little ahead."""
    ends = now + NEAR
    return [change_pk(at, shard) for at in range(since - since % HOUR, ends + 1, HOUR)]
