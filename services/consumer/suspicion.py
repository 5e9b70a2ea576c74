"""Finds the record that kills the process: by what earlier runs left behind, and one record at a time.

docs/adr/0056-alone-after-two-deaths.md says why it is so.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from services.consumer.epoch import Epoch
from services.consumer.errors import ProcessKilled
from services.consumer.logs import fields
from services.consumer.records import Partition, Record

logger = logging.getLogger(__name__)

DEATHS: Final = 2
"""Runs in a row that ended without a word before records are handled alone: one is nobody's fault."""

TRIES: Final = 2
"""Runs that may die with a record that they handle alone; the next one dead-letters it."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """What is kept of a partition over the death of its owner.

    `is_open` while an owner has not ended well, `owner` which process that is, `deaths` how many before it
    did not, in a row, and `attempts` how often each offset was begun alone by an owner that then died.
    """

    is_open: bool = False
    deaths: int = 0
    attempts: Mapping[int, int] = field(default_factory=dict)
    owner: str = ""


class PastRuns(Protocol):
    """Where that is kept. Both raise an AwsError or a Retryable."""

    async def read(self, partitions: Iterable[Partition]) -> dict[Partition, PastRun]:
        """Those that were ever written, consistently."""
        ...

    async def write(self, runs: Mapping[Partition, PastRun]) -> None:
        """Replace what is kept of these."""
        ...


class Suspicion:
    """What one epoch knows of the deaths before it. Without any it does nothing and costs nothing."""

    def __init__(
        self,
        kept: PastRuns,
        runs: Mapping[Partition, PastRun],
        starts: Mapping[Partition, int],
        window: int,
    ) -> None:
        """`runs` as this owner opened them; a dead one held at most `window` records from `starts` on."""
        self._kept = kept
        self._runs = dict(runs)
        self._starts = starts
        self._limits = {one: starts[one] + window for one, run in runs.items() if run.deaths}
        self._named = {one: max(run.attempts) + 1 for one, run in runs.items() if run.attempts}
        self._current: Record | None = None
        self._survivor: Record | None = None
        self._given_up = False
        self._found: Record | None = None

    @property
    def is_any(self) -> bool:
        """Whether any partition still has a death to explain."""
        return bool(self._limits)

    @property
    def alone(self) -> list[Partition]:
        """Partitions whose records are handled one at a time, and before all others.

        Where a run died with a record alone, that one is looked at first: mostly it explains the rest.
        """
        if self._given_up:
            return []
        return list(self._named) or [one for one in self._limits if self._runs[one].deaths >= DEATHS]

    async def begin(self, record: Record) -> ProcessKilled | None:
        """Put down that this record is begun alone; the error to bury it with when it had its tries."""
        run = self._runs[record.partition]
        tries = run.attempts.get(record.offset, 0)
        if tries >= TRIES:
            self._found = record
            return ProcessKilled(
                f"{run.deaths} runs in a row died, the last {tries} while they handled this record alone"
            )
        # What lies before it is done, or it would not be its turn.
        attempts = {offset: count for offset, count in run.attempts.items() if offset > record.offset}
        attempts[record.offset] = tries + 1
        await self._write(self._without_survivor() | {record.partition: replace(run, attempts=attempts)})
        self._survivor, self._current = None, record
        return None

    def survived(self) -> None:
        """The record that was begun is done, and the process lives. The next write puts that down."""
        self._survivor, self._current = self._current, None

    def _without_survivor(self) -> dict[Partition, PastRun]:
        one = self._survivor
        if one is None:
            return {}
        run = self._runs[one.partition]
        left = {offset: count for offset, count in run.attempts.items() if offset != one.offset}
        return {one.partition: replace(run, attempts=left)}

    def give_up(self) -> None:
        """Something else than a death keeps a record from being done: go on as usual in this epoch."""
        logger.warning("not_alone_any_more", extra=fields(partitions=len(self._limits)))
        self._given_up = True

    async def review(self, epoch: Epoch, end_of: Callable[[Partition], int | None]) -> None:
        """Acquit the partitions that have passed what the dead owner can have held."""
        done = {one: epoch.tracker(one).committable or self._starts[one] for one in self._limits}
        for one, limit in list(self._named.items()):
            if done[one] >= limit:
                del self._named[one]
        explained = self._is_buried(epoch)
        acquitted = [one for one in self._limits if explained or self._is_past(one, done[one], end_of(one))]
        if acquitted:
            await self._write({one: PastRun(True, owner=self._runs[one].owner) for one in acquitted})
            for one in acquitted:
                del self._limits[one]
                self._named.pop(one, None)
            logger.info("partitions_acquitted", extra=fields(partitions=len(acquitted)))

    def ended_well(self) -> dict[Partition, PastRun]:
        """What to keep when the epoch ends: an unfinished suspicion goes on, the last attempt was none."""
        runs = {}
        for one, run in (self._runs | self._without_survivor()).items():
            attempts = dict(run.attempts)
            if self._current is not None and one == self._current.partition:
                attempts[self._current.offset] -= 1
            left = {offset: count for offset, count in attempts.items() if count}
            runs[one] = PastRun(is_open=False, deaths=run.deaths, attempts=left)
        return runs

    def _is_buried(self, epoch: Epoch) -> bool:
        found = self._found
        return found is not None and epoch.tracker(found.partition).is_done(found.offset)

    def _is_past(self, partition: Partition, done: int, end: int | None) -> bool:
        return done >= self._limits[partition] or (end is not None and done >= end)

    async def _write(self, runs: Mapping[Partition, PastRun]) -> None:
        await self._kept.write(runs)
        self._runs |= runs
