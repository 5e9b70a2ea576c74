"""Finds the record that holds up a partition: no room is left, and nearly all is done behind that one."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import Final

from services.consumer.assignment import Assignment
from services.consumer.epoch import Epoch
from services.consumer.intake import room_of
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.records import Partition

logger = logging.getLogger(__name__)

FULL: Final = 0.9
"""Of the room of a partition."""

DONE: Final = 0.98
"""Of what is held. Both as in uForwarder's HeadBlockingDetector: less than that is an outage, not a head."""

PATIENCE_SECONDS: Final = 120.0
"""How long a head may be in the way before it is set aside: many back-offs, and any request long over."""


class HeadWatch:
    """Looks once a second. Says so once for each head, then has its lane set it aside, if that is safe."""

    def __init__(
        self, assignment: Assignment, metrics: Metrics, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._assignment = assignment
        self._metrics = metrics
        self._now = now
        self._known: dict[Partition, tuple[int, float]] = {}

    async def look(self) -> None:
        """One look at every partition."""
        lanes = self._assignment.current
        found = dict(_heads(lanes.epoch)) if lanes is not None else {}
        self._known = {one: known for one, known in self._known.items() if found.get(one) == known[0]}
        if lanes is None:
            return
        for partition, offset in found.items():
            if partition not in self._known:
                self._known[partition] = offset, self._now()
                self._metrics.heads.inc()
                where = f"{partition.topic}/{partition.number}/{offset}"
                logger.error("head_of_line", extra=fields(record=where))
            elif self._now() - self._known[partition][1] >= PATIENCE_SECONDS:
                lanes.give_up(partition, offset)


def _heads(epoch: Epoch) -> Iterator[tuple[Partition, int]]:
    room, _ = room_of(epoch)
    for partition in epoch.partitions:
        tracker = epoch.tracker(partition)
        held, head = tracker.held, tracker.head
        if head is not None and held >= FULL * room and held - tracker.unfinished >= DONE * held:
            yield partition, head
