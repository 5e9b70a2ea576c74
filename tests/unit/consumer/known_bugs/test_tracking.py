"""Which offset may be committed: gaps, twins, copies, and counters that leak."""

from collections.abc import Callable

import pytest

from services.consumer.tracker import PartitionTracker
from tests.unit.consumer.known_bugs.scenario import Shown, needs

Make = Callable[[int | None], PartitionTracker]


class ByNumber(PartitionTracker):
    """Takes the numbers between two offsets for records that are not done."""

    @property
    def committable(self) -> int | None:
        done = self._start or 0
        while done < (self._next or 0) and done in self._done:
            done += 1
        return done or None

    def __init__(self, start: int | None) -> None:
        super().__init__(start)
        self._start = start
        self._done: set[int] = set()

    def complete(self, offset: int) -> None:
        super().complete(offset)
        self._done.add(offset)


class ByCount(PartitionTracker):
    """Believes that so many acknowledgements are so many records, from the first on."""

    def __init__(self, start: int | None) -> None:
        super().__init__(start)
        self._acked: list[int] = []

    def complete(self, offset: int) -> None:
        super().complete(offset)
        self._acked.append(offset)

    @property
    def committable(self) -> int | None:
        run = sorted(self._acked)
        for expected, offset in enumerate(run, start=run[0] if run else 0):
            if offset != expected:
                return expected
        return run[-1] + 1 if run else None


class CountsCopies(PartitionTracker):
    """Counts a record that comes again as one more in flight, which nobody ends."""

    def receive(self, offset: int, size: int = 0, at: float = 0.0, timestamp: int = 0) -> None:
        if offset in self._unfinished:
            self._bytes += size
            return
        super().receive(offset, size, at, timestamp)


class HighestDone(PartitionTracker):
    """Commits one past the highest that is done, whatever is open below."""

    def complete(self, offset: int) -> None:
        super().complete(offset)
        self._finished_to = max(self._finished_to or 0, offset + 1)


def gaps_stop_commits(make: Make) -> None:
    """robinhood/faust 401, and 606 of its heir: compaction and transactions leave numbers out."""
    tracker = make(10)
    for offset in (10, 13, 14):
        tracker.receive(offset)
        tracker.complete(offset)
    needs(tracker.committable == 15, f"stands at {tracker.committable} before a gap")


def duplicate_in_acked_stops_commits(make: Make) -> None:
    """robinhood/faust 625: a record that was acknowledged twice."""
    tracker = make(0)
    for offset in (0, 1, 2):
        tracker.receive(offset)
    for offset in (0, 1, 1, 2):
        tracker.complete(offset)
    needs(tracker.committable == 3, f"stands at {tracker.committable} after a second acknowledgement")


def in_flight_counter_leak_pauses_for_ever(make: Make) -> None:
    """confluentinc/parallel-consumer 547: the count of what is in flight never comes down to nothing."""
    tracker = make(0)
    for _ in range(3):
        tracker.receive(0, size=100)  # delivered again and again, and handled once
    tracker.complete(0)
    tracker.complete(0)
    needs((tracker.held, tracker.unfinished, tracker.held_bytes) == (0, 0, 0), "nothing is in flight")


def open_below_is_committed_over(make: Make) -> None:
    """faust-streaming 606: the wrong offset is committed while one below is open."""
    tracker = make(0)
    for offset in range(4):
        tracker.receive(offset)
    for offset in (0, 2, 3):
        tracker.complete(offset)
    needs(tracker.committable == 1, f"{tracker.committable} is committed over the open 1")


def redelivered_twin_dropped(make: Make) -> None:
    """astubbs/parallel-consumer 183, and smallrye 1403: its stale twin is still there, so it is dropped."""
    tracker = make(5)
    tracker.receive(5)
    tracker.receive(6)
    tracker.receive(5)
    tracker.complete(6)
    needs(tracker.committable is None, "the twin's first copy is not done, and committed over")
    tracker.complete(5)
    needs(tracker.committable == 7, f"stands at {tracker.committable} after the twin is done")


class DropsTwins(PartitionTracker):
    """Takes a record that it knows for a mistake, and lets go of both copies."""

    def receive(self, offset: int, size: int = 0, at: float = 0.0, timestamp: int = 0) -> None:
        if offset in self._unfinished:
            self.complete(offset)
            return
        super().receive(offset, size, at, timestamp)


BUGS: dict[Callable[[Make], None], type[PartitionTracker]] = {
    gaps_stop_commits: ByNumber,
    duplicate_in_acked_stops_commits: ByCount,
    in_flight_counter_leak_pauses_for_ever: CountsCopies,
    open_below_is_committed_over: HighestDone,
    redelivered_twin_dropped: DropsTwins,
}


@pytest.mark.parametrize("scenario", BUGS, ids=lambda one: one.__name__)
def test_ours_has_it_not_and_the_copy_has(scenario: Callable[[Make], None]) -> None:
    scenario(PartitionTracker)
    with pytest.raises(Shown):
        scenario(BUGS[scenario])
