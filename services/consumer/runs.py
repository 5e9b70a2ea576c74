"""Opens and closes the runs of an assignment: how a death becomes known to whoever comes next."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from services.consumer.logs import fields
from services.consumer.records import Partition
from services.consumer.suspicion import PastRun, PastRuns, Suspicion
from services.core.errors import FlightPulseError

logger = logging.getLogger(__name__)

SECONDS: Final = 5.0
"""A rebalance waits for this, so it has an end: without an answer the epoch goes on unwatched."""


class Runs:
    """One item per partition, written twice in an epoch: a run that is found open has died."""

    def __init__(
        self, kept: PastRuns, window: Callable[[int], int], owner: str, seconds: float = SECONDS
    ) -> None:
        """`window` says how many records of each of so many partitions a member may hold.

        `owner` names this process among all that ever were: what it finds open under it has not died.
        """
        self._kept = kept
        self._window = window
        self._owner = owner
        self._seconds = seconds
        self._last: Suspicion | None = None

    async def begin(self, committed: Mapping[Partition, int | None]) -> Suspicion | None:
        """Read what the owners before left, and open. None when the table does not answer."""
        starts = {one: offset or 0 for one, offset in committed.items()}
        try:
            async with asyncio.timeout(self._seconds):
                found = await self._kept.read(starts)
                alive = self._still_alive(found)
                runs = {one: self._opened(alive.get(one, PastRun()), start) for one, start in starts.items()}
                await self._kept.write(runs)
        except (FlightPulseError, TimeoutError) as error:
            logger.error("runs_not_opened", extra=fields(error=repr(error)))
            return None
        deaths = max((run.deaths for run in runs.values()), default=0)
        if deaths:
            logger.warning("died_before", extra=fields(deaths=deaths))
        self._last = Suspicion(self._kept, runs, starts, self._window(max(1, len(starts))))
        return self._last

    async def end(self, suspicion: Suspicion) -> None:
        """Close: the process lives. Left out, another owner counts a death too many, which does no harm."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._kept.write(suspicion.ended_well())
        except (FlightPulseError, TimeoutError) as error:
            logger.warning("runs_not_closed", extra=fields(error=repr(error)))

    def _still_alive(self, found: Mapping[Partition, PastRun]) -> dict[Partition, PastRun]:
        """As kept; but what this process lost without a word, to come back to it, ended well enough."""
        lived = self._last.ended_well() if self._last is not None else {}
        return {
            one: lived.get(one, replace(run, is_open=False)) if run.owner == self._owner else run
            for one, run in found.items()
        }

    def _opened(self, found: PastRun, start: int) -> PastRun:
        """A run found open has died. Attempts below what is committed are explained."""
        attempts = {offset: count for offset, count in found.attempts.items() if offset >= start}
        return PastRun(True, found.deaths + found.is_open, attempts, self._owner)
