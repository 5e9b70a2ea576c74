"""Which offset of a partition may be committed: the highest up to which everything is done."""

from collections import deque


class PartitionTracker:
    """Received offsets of one partition in one assignment epoch.

    It remembers the offsets that were received, never ranges of numbers: compaction and
    transactions leave gaps in the log, and a gap is not an unfinished record.
    """

    __slots__ = ("_bytes", "_finished_to", "_newest", "_next", "_order", "_unfinished")

    def __init__(self, start: int | None) -> None:
        """`start` is the committed offset at assignment, None when the group never committed."""
        self._order: deque[int] = deque()
        self._unfinished: dict[int, tuple[int, float, int]] = {}
        self._newest: int | None = None
        self._bytes = 0
        self._next = start
        self._finished_to: int | None = None

    def receive(self, offset: int, size: int = 0, at: float = 0.0, timestamp: int = 0) -> None:
        """Note a record received `at` this monotonic time; `timestamp` is Kafka's, in epoch milliseconds.

        A copy of a known offset changes nothing here, and both get handled: none is dropped.
        """
        if self._next is not None and offset < self._next:
            return
        self._order.append(offset)
        self._unfinished[offset] = size, at, timestamp
        self._newest = timestamp
        self._bytes += size
        self._next = offset + 1

    def complete(self, offset: int) -> None:
        """Note that everything the record asks for is done."""
        self._bytes -= self._unfinished.pop(offset, (0, 0.0, 0))[0]
        while self._order and self._order[0] not in self._unfinished:
            self._finished_to = self._order.popleft() + 1

    def is_done(self, offset: int) -> bool:
        """Whether this offset, once received, is done."""
        return offset not in self._unfinished

    @property
    def committable(self) -> int | None:
        """The offset to commit: one past the last record up to which all are done, or None."""
        return self._finished_to

    @property
    def next_offset(self) -> int | None:
        """Where receiving goes on; None while nothing is known about the partition."""
        return self._next

    @property
    def head(self) -> int | None:
        """The oldest record that is not done; None when all are."""
        return self._order[0] if self._order else None

    @property
    def held(self) -> int:
        """Records received and not yet committable: what a stuck head holds in memory."""
        return len(self._order)

    @property
    def unfinished(self) -> int:
        """Records received and not done."""
        return len(self._unfinished)

    @property
    def held_bytes(self) -> int:
        """Bytes of the records that are not done."""
        return self._bytes

    @property
    def waiting_since(self) -> float | None:
        """When the oldest record that is not done was received; None when all are done."""
        return self._unfinished[self._order[0]][1] if self._order else None

    @property
    def oldest_timestamp(self) -> int | None:
        """Kafka's time of the oldest record that is not done; of the last received when all are; or None."""
        return self._unfinished[self._order[0]][2] if self._order else self._newest
