"""What has fallen due, from the sweeper's shards of the first index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from services.core.clock import Instant, parse_instant, sortable_instant
from services.core.table import keys
from services.messenger.ports import Item, Table
from services.messenger.record import HELD

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
        """Whether this row is due by the clock that it goes by."""
        due = parse_instant(row["GSI1SK"].partition("#")[0])
        if row.get("status") == HELD:
            return self.business is not None and due <= self.business
        return due <= self.wall


def due_rows(table: Table, times: Times) -> Iterator[Item]:
    """Every ripe row, shard by shard, the longest due first within each."""
    until = sortable_instant(times.latest) + _AFTER_ANY_TAIL
    for number in range(keys.DUE_SHARDS):
        for row in table.query_due(keys.due_pk(number), until):
            if times.ripe(row):
                yield row
