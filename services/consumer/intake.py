"""The intake: fetches from partitions that have room, and races everything against the stop."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from services.consumer.alone import Alone
from services.consumer.around import Around
from services.consumer.assignment import Assignment
from services.consumer.epoch import Epoch
from services.consumer.errors import BatchCorrupt
from services.consumer.gate import Gate
from services.consumer.lanes import Lanes
from services.consumer.ports import Checkpoint, no_checkpoint
from services.consumer.records import Partition, Record
from services.consumer.retry import Backoff

logger = logging.getLogger(__name__)

RECORDS: Final = 8_000
BYTES: Final = 16 * 1024 * 1024
"""What all partitions of a member may hold in memory, in even shares: about 30 MB once decoded, of the
150 MB that a consumer is given. A stuck flight stops its partition at its share, and no other."""

FETCH_RECORDS: Final = 500
FETCH_SECONDS: Final = 0.2
ROOM_SECONDS: Final = 0.05
"""How often to look for room while there is none."""


class Source(Protocol):
    """The part of the consumer client that the intake uses."""

    async def fetch(self, partitions: Iterable[Partition], most: int, seconds: float) -> list[Record]: ...
    async def seek(self, partition: Partition, offset: int | None) -> None: ...
    def end_of(self, partition: Partition) -> int | None: ...


class Intake:
    """One loop. It never pauses a partition and never cancels a fetch."""

    def __init__(
        self,
        source: Source,
        assignment: Assignment,
        gate: Gate,
        take: Callable[[Lanes, Record], None],
        beat: Callable[[], None],
        alone: Alone | None = None,
        checkpoint: Checkpoint = no_checkpoint,
        around: Around | None = None,
    ) -> None:
        """`beat` is called once per turn of the loop, at least every second.

        `alone` takes the records of partitions whose owners have died; it is not asked while none has.
        `around` leads around batches that are broken; without it they stop their partition.
        """
        self._alone = alone
        self._checkpoint = checkpoint
        self._around = around
        self._source = source
        self._assignment = assignment
        self._gate = gate
        self._take = take
        self._beat = beat
        self._stop = asyncio.Event()
        self._fetching: asyncio.Task[list[Record]] | None = None
        self._astray = False
        self._backoff = Backoff(cap=5.0)

    def stop(self) -> None:
        """End after the present turn; what an unfinished fetch still brings is not taken."""
        self._stop.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stop.is_set():
            self._beat()
            try:
                await self._turn()
            except Exception as error:
                # A loop boundary. Out of range, no offset, a corrupt batch, lost access: the loop goes
                # on for the other partitions, and the age of the oldest record raises the alarm.
                logger.error("intake_failed", exc_info=error)
                await self._pause(self._backoff.next())

    async def settle(self) -> None:
        """After the consumer has stopped: let an unfinished fetch end."""
        if self._fetching is not None:
            await asyncio.wait([self._fetching], timeout=5.0)
            if self._fetching.done() and not self._fetching.cancelled():
                self._fetching.exception()  # that the consumer has stopped is no news

    async def _turn(self) -> None:
        lanes = self._assignment.current
        if lanes is None or not lanes.epoch.is_open or not self._gate.lets_pass:
            await self._pause(ROOM_SECONDS)
            return
        if self._astray:
            await self._go_back(lanes.epoch)
        suspicion = lanes.suspicion
        if suspicion is not None and suspicion.is_any:
            await suspicion.review(lanes.epoch, self._source.end_of)
        eligible = with_room(lanes)
        if not eligible:
            await self._pause(ROOM_SECONDS)
            return
        await self._take_in(lanes, eligible)

    async def _take_in(self, lanes: Lanes, eligible: list[Partition]) -> None:
        # Until every record is taken the fetch counts as astray: a failure in between may not skip the rest.
        # So does a fetch that raises: what it took of other partitions is lost, with their positions moved.
        self._astray = True
        try:
            records = await self._fetch(eligible)
        except BatchCorrupt as error:
            if self._around is None:
                raise
            await self._around.step(lanes, error, eligible, lambda found: self._take_all(lanes, found))
            return
        if self._stop.is_set():
            return
        if records:
            self._checkpoint("row-0")
        self._backoff.reset()
        if self._assignment.current is not lanes or not lanes.epoch.is_open:
            self._astray = bool(records)
            return
        if await self._take_all(lanes, records):
            self._astray = False

    async def _take_all(self, lanes: Lanes, records: list[Record]) -> bool:
        """False when the epoch or the process ends in between: what is left was not taken."""
        if self._is_stopping():
            return False
        for record in records:
            if self._alone is None or lanes.suspicion is None or not lanes.suspicion.alone:
                self._take(lanes, record)
            elif not await self._alone.take(lanes, lanes.suspicion, record, self._is_stopping):
                return False
        return True

    def _is_stopping(self) -> bool:
        self._beat()
        return self._stop.is_set()

    async def _go_back(self, epoch: Epoch) -> None:
        """A rebalance passed during a fetch, and nobody can say which epoch its records belong to.

        Each partition goes back to where the new epoch has received up to, so they come again.
        """
        for partition in epoch.partitions:
            await self._source.seek(partition, epoch.tracker(partition).next_offset)
        self._astray = False

    async def _fetch(self, eligible: list[Partition]) -> list[Record]:
        task = asyncio.create_task(self._source.fetch(eligible, FETCH_RECORDS, FETCH_SECONDS), name="fetch")
        self._fetching = task
        while not task.done() and not self._stop.is_set():
            await self._race(task, 1.0)
            self._beat()
        if not task.done():
            return []
        self._fetching = None
        return task.result()

    async def _pause(self, seconds: float) -> None:
        stop = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait([stop], timeout=seconds)
        stop.cancel()

    async def _race(self, task: "asyncio.Task[list[Record]]", seconds: float) -> None:
        stop = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait([task, stop], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()


def room_of(epoch: Epoch) -> tuple[int, int]:
    """Records and bytes that each partition of this assignment may hold."""
    share = max(1, len(list(epoch.partitions)))
    return RECORDS // share, BYTES // share


def may_hold(partitions: int) -> int:
    """Records of one of so many partitions that a member may hold; twice, since it may have had fewer."""
    return 2 * (RECORDS // partitions) + FETCH_RECORDS


def with_room(lanes: Lanes) -> list[Partition]:
    """The partitions that a fetch asks for now."""
    epoch = lanes.epoch
    records, size = room_of(epoch)
    first = lanes.suspicion.alone if lanes.suspicion is not None else []
    trackers = ((one, epoch.tracker(one)) for one in first or epoch.partitions)
    return [one for one, tracker in trackers if tracker.held < records and tracker.held_bytes < size]
