"""The tracker: what may be committed, whatever the order of completion and the gaps in the log."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.consumer.tracker import PartitionTracker


def test_nothing_is_committable_before_anything_is_done() -> None:
    tracker = PartitionTracker(5)
    tracker.receive(5)
    assert tracker.committable is None


def test_an_unfinished_head_holds_everything_behind_it() -> None:
    tracker = PartitionTracker(0)
    for offset in range(3):
        tracker.receive(offset)
    tracker.complete(1)
    tracker.complete(2)
    assert tracker.committable is None
    tracker.complete(0)
    assert tracker.committable == 3


def test_a_gap_in_the_log_is_no_unfinished_record() -> None:
    tracker = PartitionTracker(0)
    tracker.receive(3)
    tracker.receive(70)
    tracker.complete(3)
    assert tracker.committable == 4
    tracker.complete(70)
    assert tracker.committable == 71


def test_what_is_held_counts_done_records_behind_the_head_and_bytes_of_the_others() -> None:
    tracker = PartitionTracker(0)
    tracker.receive(0, 100, at=7.0)
    tracker.receive(1, 50, at=8.0)
    tracker.complete(1)
    assert (tracker.held, tracker.unfinished, tracker.held_bytes) == (2, 1, 100)
    assert tracker.waiting_since == 7.0
    tracker.complete(0)
    assert (tracker.held, tracker.held_bytes) == (0, 0)
    assert tracker.waiting_since is None


def test_a_record_delivered_again_neither_reopens_nor_doubles_anything() -> None:
    tracker = PartitionTracker(0)
    tracker.receive(0, 10)
    tracker.receive(0, 10)
    tracker.complete(0)
    tracker.receive(0, 10)
    tracker.complete(0)
    assert (tracker.committable, tracker.held, tracker.held_bytes) == (1, 0, 0)


def test_receiving_goes_on_where_the_group_had_committed() -> None:
    assert PartitionTracker(8).next_offset == 8
    assert PartitionTracker(None).next_offset is None


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_any_order_of_completion_ends_behind_the_last_record(steps: list[int], chance: object) -> None:
    tracker = PartitionTracker(0)
    offsets = [sum(steps[: n + 1]) for n in range(len(steps))]
    for offset in offsets:
        tracker.receive(offset, 1)
    shuffled = list(offsets)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random behind Hypothesis' type
    done: set[int] = set()
    for offset in shuffled:
        tracker.complete(offset)
        done.add(offset)
        committable = tracker.committable
        assert committable is None or all(o in done for o in offsets if o < committable)
    assert tracker.committable == offsets[-1] + 1
    assert (tracker.held, tracker.held_bytes) == (0, 0)


class TrackerMachine(RuleBasedStateMachine):
    """Against a model that keeps every offset: received, done, and what may be committed."""

    @initialize(start=st.one_of(st.none(), st.integers(0, 50)))
    def begin(self, start: int | None) -> None:
        self.tracker = PartitionTracker(start)
        self.log: list[int] = []
        self.next = start or 0
        self.done: set[int] = set()
        self.sizes: dict[int, int] = {}
        self.highest: int | None = None

    @rule(gap=st.integers(0, 4), size=st.integers(0, 1000))
    def receive(self, gap: int, size: int) -> None:
        offset = self.next + gap
        self.next = offset + 1
        self.log.append(offset)
        self.sizes[offset] = size
        self.tracker.receive(offset, size)

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def receive_again(self, data: st.DataObject) -> None:
        self.tracker.receive(data.draw(st.sampled_from(self.log)), 999)

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def complete(self, data: st.DataObject) -> None:
        offset = data.draw(st.sampled_from(self.log))
        self.done.add(offset)
        self.tracker.complete(offset)

    @rule(offset=st.integers(1000, 2000))
    def complete_a_stranger(self, offset: int) -> None:
        self.tracker.complete(offset)

    @invariant()
    def is_what_the_model_says(self) -> None:
        if not hasattr(self, "tracker"):
            return
        expected = None
        for offset in self.log:
            if offset not in self.done:
                break
            expected = offset + 1
        assert self.tracker.committable == expected
        assert self.tracker.unfinished == len(set(self.log) - self.done)
        assert self.tracker.held_bytes == sum(self.sizes[o] for o in self.log if o not in self.done)
        assert self.highest is None or (expected is not None and expected >= self.highest)
        self.highest = expected


TestTrackerMachine = TrackerMachine.TestCase
TestTrackerMachine.settings = settings(max_examples=40, deadline=None)
