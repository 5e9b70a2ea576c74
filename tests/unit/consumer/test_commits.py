"""The commit fence: explicit offsets of what is done, within one epoch, never backwards."""

import asyncio
from collections.abc import Callable

import pytest

from services.consumer.commits import REPEAT_SECONDS, Committer
from services.consumer.epoch import Epoch
from services.consumer.errors import CommitFenced, Unavailable
from services.consumer.metrics import Metrics
from services.consumer.records import Partition
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.unit.consumer.building import PARTITION, record, rounds


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def group() -> InMemoryGroup:
    return InMemoryGroup()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def committer(group: InMemoryGroup, time: Time) -> Committer:
    return Committer(group, Metrics(), timeout=0.05, time=time)


def done(epoch: Epoch, *offsets: int, partition: Partition = PARTITION) -> None:
    for offset in offsets:
        epoch.receive(record(offset, partition=partition))
        epoch.complete(record(offset, partition=partition))


async def test_commits_one_past_the_last_of_what_is_done(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0, 1)
    epoch.receive(record(2))

    assert await committer.commit(epoch)

    assert group.calls == [{PARTITION: 2}]
    assert epoch.committed(PARTITION) == 2


async def test_says_nothing_when_there_is_nothing_new(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: 4})
    await committer.commit(epoch)
    done(epoch, 4)
    await committer.commit(epoch)
    await committer.commit(epoch)
    assert group.calls == [{PARTITION: 5}]


async def test_repeats_the_last_commit_every_thirty_seconds(
    committer: Committer, group: InMemoryGroup, time: Time
) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    await committer.commit(epoch)
    group.offsets[PARTITION] = 0  # a zombie went backwards
    time.now += REPEAT_SECONDS - 1
    await committer.commit(epoch)
    assert len(group.calls) == 1
    time.now += 1
    await committer.commit(epoch)
    assert group.offsets[PARTITION] == 1


async def test_repeats_the_offset_of_the_assignment_for_a_partition_that_is_idle(
    committer: Committer, group: InMemoryGroup, time: Time
) -> None:
    idle, busy, never = PARTITION, Partition("flight-operations", 5), Partition("flight-operations", 6)
    epoch = Epoch(1, {idle: 7, busy: 2, never: None})
    done(epoch, 2, partition=busy)
    await committer.commit(epoch)
    group.offsets[idle] = 3  # a zombie went backwards
    time.now += REPEAT_SECONDS
    await committer.commit(epoch)
    assert group.calls == [{busy: 3}, {idle: 7, busy: 3}]
    assert epoch.committed(idle) == 7


async def test_the_offset_of_the_assignment_never_undercuts_what_was_sent(
    committer: Committer, group: InMemoryGroup, time: Time
) -> None:
    epoch = Epoch(1, {PARTITION: 7})
    await committer.commit(epoch)
    done(epoch, 7)
    group.faults = [_raise(Unavailable("no coordinator"))]
    await committer.commit(epoch)
    epoch.receive(record(8))
    time.now += REPEAT_SECONDS
    await committer.commit(epoch)
    assert [call[PARTITION] for call in group.calls] == [8, 8]


async def test_a_closed_epoch_commits_nothing(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    epoch.close()
    await committer.commit(epoch)
    assert group.calls == []


async def test_a_draining_epoch_still_commits(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    epoch.drain()
    await committer.commit(epoch)
    assert group.calls == [{PARTITION: 1}]


async def test_a_fenced_commit_is_reported_and_proves_nothing(
    committer: Committer, group: InMemoryGroup
) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    group.faults = [_raise(CommitFenced("rebalanced"))]
    assert not await committer.commit(epoch)
    assert epoch.committed(PARTITION) == 0


async def test_a_failed_commit_is_due_again(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    group.faults = [_raise(Unavailable("no coordinator"))]
    assert await committer.commit(epoch)
    assert epoch.committed(PARTITION) == 0
    await committer.commit(epoch)
    assert group.offsets[PARTITION] == 1


async def test_a_commit_without_an_answer_ends_and_is_never_undercut(
    committer: Committer, group: InMemoryGroup
) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0, 1)
    group.hold = asyncio.Event()
    assert await committer.commit(epoch)
    assert epoch.committed(PARTITION) == 0, "no answer is no proof"
    group.hold = None
    done(epoch, 2)
    await committer.commit(epoch)
    assert [call[PARTITION] for call in group.calls] == [2, 3]


async def test_an_answer_after_the_end_of_the_epoch_proves_nothing(
    committer: Committer, group: InMemoryGroup
) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    group.hold = asyncio.Event()
    commit = asyncio.create_task(committer.commit(epoch))
    await rounds(3)
    epoch.close()
    group.hold.set()
    await commit
    assert epoch.committed(PARTITION) == 0


async def test_one_commit_at_a_time(committer: Committer, group: InMemoryGroup) -> None:
    epoch = Epoch(1, {PARTITION: None})
    done(epoch, 0)
    group.hold = asyncio.Event()
    first = asyncio.create_task(committer.commit(epoch))
    await rounds(3)
    done(epoch, 1)
    second = asyncio.create_task(committer.commit(epoch))
    await rounds(5)
    assert len(group.calls) == 1
    group.hold.set()
    await asyncio.gather(first, second)
    assert [call[PARTITION] for call in group.calls] == [1, 2]


def test_completion_after_the_end_of_the_epoch_is_ignored() -> None:
    epoch = Epoch(1, {PARTITION: None})
    epoch.receive(record(0))
    epoch.close()
    epoch.complete(record(0))
    assert epoch.tracker(PARTITION).committable is None


def _raise(error: Exception) -> Callable[[], None]:
    def fault() -> None:
        raise error

    return fault
