"""Opens and closes the runs of an assignment: how a death becomes known to whoever comes next."""

import asyncio
import logging
from collections.abc import Callable, Mapping
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

    def __init__(self, kept: PastRuns, window: Callable[[int], int], seconds: float = SECONDS) -> None:
        """`window` says how many records of each of so many partitions a member may hold."""
        self._kept = kept
        self._window = window
        self._seconds = seconds

    async def begin(self, committed: Mapping[Partition, int | None]) -> Suspicion | None:
        """Read what the owners before left, and open. None when the table does not answer."""
        starts = {one: offset or 0 for one, offset in committed.items()}
        try:
            async with asyncio.timeout(self._seconds):
                found = await self._kept.read(starts)
                runs = {one: _opened(found.get(one, PastRun()), start) for one, start in starts.items()}
                await self._kept.write(runs)
        except (FlightPulseError, TimeoutError) as error:
            logger.error("runs_not_opened", extra=fields(error=repr(error)))
            return None
        deaths = max((run.deaths for run in runs.values()), default=0)
        if deaths:
            logger.warning("died_before", extra=fields(deaths=deaths))
        return Suspicion(self._kept, runs, starts, self._window(max(1, len(starts))))

    async def end(self, suspicion: Suspicion) -> None:
        """Close: the process lives. Left out, the next owner counts a death too many, which does no harm."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._kept.write(suspicion.ended_well())
        except (FlightPulseError, TimeoutError) as error:
            logger.warning("runs_not_closed", extra=fields(error=repr(error)))


def _opened(found: PastRun, start: int) -> PastRun:
    """A run found open has died. Attempts below what is committed are explained."""
    attempts = {offset: count for offset, count in found.attempts.items() if offset >= start}
    return PastRun(is_open=True, deaths=found.deaths + found.is_open, attempts=attempts)
