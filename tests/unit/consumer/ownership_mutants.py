"""Epochs, commits and lanes with one fault, each of which the machine of owners has to find.

The mutants of `mutants.py` that are not here need a longer course than a short search comes by: the seeds of
`test_simulation.py` find them, or a course written down in `test_wordings_that_lose.py`.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.errors import CommitFenced
from services.consumer.lane_loop import Cached, LaneLoop
from services.consumer.records import Partition
from services.consumer.tracker import PartitionTracker
from services.core.errors import Retryable
from tests.unit.consumer import mutants
from tests.unit.consumer.known_bugs.test_tracking import DropsTwins, HighestDone
from tests.unit.consumer.ownership import Parts


class OtherTracker(Epoch):
    """Tracks with another tracker."""

    tracker_type: ClassVar[type[PartitionTracker]]

    def __init__(self, number: int, committed: Mapping[Partition, int | None]) -> None:
        super().__init__(number, committed)
        self._trackers = {partition: self.tracker_type(offset) for partition, offset in committed.items()}


class TwinsDropped(OtherTracker):
    """A record that comes again while its twin is still at work is let go, with its twin."""

    tracker_type = DropsTwins


class HighestCommitted(OtherTracker):
    """One past the highest that is done is committed, whatever is open below."""

    tracker_type = HighestDone


class RepeatsWhatWasRead(Epoch):
    """Every 30 seconds what was read at the assignment is said again, whatever was committed since."""

    def to_commit(self, *, repeat: bool) -> dict[Partition, int]:
        read = {partition: offset for partition, offset in self._assigned.items() if offset is not None}
        return read if repeat else super().to_commit(repeat=repeat)


class CommitsWhenClosed(Committer):
    """The end of an epoch does not end its commits."""

    async def commit(self, epoch: Epoch) -> bool:
        if epoch.is_closed and (offsets := epoch.to_commit(repeat=True)):
            with suppress(Retryable, CommitFenced):
                await self._client.commit(offsets)
        return await super().commit(epoch)


class PublishesTwice(LaneLoop):
    """To be sure."""

    async def _publish(self, cached: Cached) -> None:
        await super()._publish(cached)
        cached.acknowledged.clear()
        await super()._publish(cached)


LOOPS: tuple[type[LaneLoop], ...] = (
    mutants.DifferenceOverTwoWrites,
    mutants.DoneBeforeTheAcknowledgement,
    mutants.GuessKept,
    mutants.HistoryOnlyOfChanges,
    PublishesTwice,
)
MUTANTS = {
    **{loop.__name__: Parts(loop=loop) for loop in LOOPS},
    **{epoch.__name__: Parts(epoch=epoch) for epoch in (TwinsDropped, HighestCommitted, RepeatsWhatWasRead)},
    CommitsWhenClosed.__name__: Parts(committer=CommitsWhenClosed),
}
