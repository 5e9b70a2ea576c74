"""What has fallen due, from the sweeper's shards of the first index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from services.core.clock import MINUTE, Instant, parse_instant, sortable_instant
from services.core.table import keys
from services.messenger.ports import Item, Table
from services.messenger.record import HELD

RUN: Final = "run"
TOLD: Final = "told"

_AFTER_ANY_TAIL = "~"


@dataclass(frozen=True, slots=True)
class Times:
    """Leases end by the wall clock, quiet hours by business time; in a replay the two are years apart.

    `business` is None in a replay whose minute is not known: then nothing is released from its hold.
    """

    wall: Instant
    business: Instant | None

    @property
    def latest(self) -> Instant:
        """The later of the two."""
        return self.wall if self.business is None else max(self.wall, self.business)

    def ripe(self, row: Item) -> bool:
        """Whether this row is due by the clock that it goes by.

        One that does not say when is due: whoever takes it on finds out what is wrong with it.
        """
        try:
            due = parse_instant(row["GSI1SK"].partition("#")[0])
        except ValueError:
            return True
        if row.get("status") == HELD:
            return self.business is not None and due <= self.business
        return due <= self.wall


class WorkList:
    """What is ripe: by kind and by shard, so that no kind and no shard stands in the way of another.

    A row stays due after it was swept, until whoever it wakes has finished with it. So a shard that
    holds more than one sweep takes on is gone through in turns, each of which begins where the one
    before ended. Where that was is kept in memory: a new process begins at the longest due again.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._reached: dict[tuple[str, int], str] = {}

    def rows(self, kind: str, times: Times, per_shard: int) -> Iterator[Item]:
        """The next ripe rows of every shard, at most so many of each; another shard begins each minute.

        A row counts as swept once the next one is asked for.
        """
        for number in range(keys.DUE_SHARDS):
            shard = (times.wall // MINUTE + number) % keys.DUE_SHARDS
            yield from self._of_shard((kind, shard), times, per_shard)

    def _of_shard(self, place: tuple[str, int], times: Times, limit: int) -> Iterator[Item]:
        count = 0
        for row in islice(filter(times.ripe, self._from_where_it_ended(place, times)), limit):
            yield row
            self._reached[place] = row["GSI1SK"]
            count += 1
        if count < limit:
            self._reached.pop(place, None)  # all of it was swept

    def _from_where_it_ended(self, place: tuple[str, int], times: Times) -> Iterator[Item]:
        kind, shard = place
        until = sortable_instant(times.latest) + _AFTER_ANY_TAIL
        reached = self._reached.get(place)
        if reached is None or reached > until:
            return self._table.query_due(keys.due_pk(shard), kind, until)
        later = self._table.query_due(keys.due_pk(shard), kind, until, after=reached)
        return chain(later, self._table.query_due(keys.due_pk(shard), kind, until=reached))
