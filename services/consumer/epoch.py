"""One assignment of partitions: everything learnt under it ends with it."""

import asyncio
import time
from collections.abc import Iterable, Mapping

from services.consumer.records import Partition, Record
from services.consumer.tracker import PartitionTracker


class Epoch:
    """The partitions of one assignment, their trackers, and what is known to be committed.

    It is open, then draining (nothing new is begun), then closed (nothing has any effect).
    """

    def __init__(self, number: int, committed: Mapping[Partition, int | None]) -> None:
        """`committed` is what the group had committed when the partitions were assigned."""
        self.number = number
        self._opened = time.monotonic()
        self._draining = asyncio.Event()
        self._closed = False
        self._trackers = {partition: PartitionTracker(offset) for partition, offset in committed.items()}
        self._assigned = dict(committed)
        self._committed = {partition: offset or 0 for partition, offset in committed.items()}
        self._sent: dict[Partition, int] = {}

    @property
    def partitions(self) -> Iterable[Partition]:
        """The partitions assigned in this epoch."""
        return self._trackers.keys()

    @property
    def is_open(self) -> bool:
        """Whether new work may be begun."""
        return not self._draining.is_set()

    @property
    def is_closed(self) -> bool:
        """Whether every effect has to stop: someone else may own the partitions now."""
        return self._closed

    def drain(self) -> None:
        """Begin nothing new; what has begun may end."""
        self._draining.set()

    def close(self) -> None:
        """End the epoch. Nothing of it is committed or done from here on."""
        self._draining.set()
        self._closed = True

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the beginning of the drain."""
        try:
            async with asyncio.timeout(seconds):
                await self._draining.wait()
        except TimeoutError:
            return

    def receive(self, record: Record) -> None:
        """Note a record as received and not done."""
        self._trackers[record.partition].receive(
            record.offset, record.size, time.monotonic(), record.timestamp
        )

    def complete(self, record: Record) -> None:
        """Note a record as done; too late once the epoch is closed."""
        if not self._closed:
            self._trackers[record.partition].complete(record.offset)

    def tracker(self, partition: Partition) -> PartitionTracker:
        """The tracker of an assigned partition. Raises KeyError for any other."""
        return self._trackers[partition]

    @property
    def age(self) -> float:
        """Seconds since the assignment."""
        return time.monotonic() - self._opened

    @property
    def holds_done(self) -> bool:
        """Whether any partition has records that are done behind one that is not."""
        return any(tracker.held > tracker.unfinished for tracker in self._trackers.values())

    def committed(self, partition: Partition) -> int:
        """The offset read at assignment or committed since; 0 when the group never committed."""
        return self._committed.get(partition, 0)

    def to_commit(self, *, repeat: bool) -> dict[Partition, int]:
        """Offsets that are worth sending; with `repeat`, also those that are committed already.

        That is what was acknowledged before or, while nothing is done in this epoch, what was read at its
        assignment: all before it was done then. Never lower than the last one sent in this epoch, whether
        or not it was acknowledged.
        """
        offsets = {}
        for partition, tracker in self._trackers.items():
            offset = tracker.committable
            if offset is None and repeat:
                offset = self._assigned[partition]
            if offset is None or offset < self._sent.get(partition, 0):
                continue
            if repeat or offset > self._committed[partition]:
                offsets[partition] = offset
        return offsets

    def sent(self, offsets: Mapping[Partition, int]) -> None:
        """Note what a commit carries before it leaves: it may land although no answer comes."""
        self._sent.update(offsets)

    def acknowledged(self, offsets: Mapping[Partition, int]) -> None:
        """Note what the broker confirmed; too late once the epoch is closed."""
        if self._closed:
            return
        for partition, offset in offsets.items():
            self._committed[partition] = max(offset, self._committed[partition])
