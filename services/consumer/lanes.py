"""All lanes of one assignment epoch: one task per lane that has work, many lanes at a time."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Protocol, runtime_checkable

from services.consumer.epoch import Epoch
from services.consumer.logs import fields
from services.consumer.records import Partition
from services.consumer.suspicion import Suspicion

logger = logging.getLogger(__name__)

IDLE_LANES = 2_000
"""Idle lanes kept for their cached item: 7 KB each as measured for a flight with four registers, so that
they stay well below the consumer's 150 MB. The busiest day of 2013 has 1,014 flights,
and one that was let go costs a read when it is heard of again."""


class Lane(Protocol):
    """A serial queue of work of one kind."""

    @property
    def has_waiting(self) -> bool: ...
    @property
    def failing_since(self) -> float | None: ...
    def add(self, item: Any) -> None: ...
    async def run(self) -> None: ...


@runtime_checkable
class GivesUp(Lane, Protocol):
    """A lane that can set a record aside which it fails to handle."""

    def give_up(self, partition: Partition, offset: int) -> None: ...


class Lanes:
    """Lanes by name. They end with their epoch, and what they know ends with them."""

    def __init__(
        self,
        epoch: Epoch,
        suspicion: Suspicion | None = None,
        *,
        idle_limit: int = IDLE_LANES,
        pause: float = 1.0,
    ) -> None:
        """`suspicion` is what is known of deaths before this epoch, None when nothing can be."""
        self.epoch = epoch
        self.suspicion = suspicion
        self._lanes: OrderedDict[Hashable, Lane] = OrderedDict()
        self._running: dict[Hashable, asyncio.Task[None]] = {}
        self._idle_limit = idle_limit
        self._pause = pause

    @property
    def running(self) -> int:
        """Lanes at work, or waiting to try again."""
        return len(self._running)

    def stuck(self, seconds: float) -> int:
        """Lanes at work whose every attempt has failed for so many seconds."""
        before = time.monotonic() - seconds
        since = (self._lanes[name].failing_since for name in self._running if name in self._lanes)
        return sum(one is not None and one <= before for one in since)

    def give_up(self, partition: Partition, offset: int) -> None:
        """Ask whichever lane has this record at work to set it aside, if that is safe."""
        for name in self._running:
            lane = self._lanes.get(name)
            if isinstance(lane, GivesUp):
                lane.give_up(partition, offset)

    def submit(self, name: Hashable, make: Callable[[], Lane], item: object) -> None:
        """Queue an item in the lane of this name, made on first use."""
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = make()
        lane.add(item)
        if name not in self._running:
            self._running[name] = asyncio.create_task(self._run(name, lane), name=f"lane {name}")

    async def drain(self, budget: float) -> bool:
        """Let what has begun end within `budget` seconds. False when something did not."""
        self.epoch.drain()
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=budget)
        return not self._running

    async def end(self) -> None:
        """Close the epoch and stop whatever is still at work."""
        self.epoch.close()
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()

    async def _run(self, name: Hashable, lane: Lane) -> None:
        # The last look at `has_waiting` and the end of the task are one step of the event loop, so
        # no item can be queued in between and be forgotten.
        try:
            while lane.has_waiting and self.epoch.is_open:
                try:
                    await lane.run()
                except Exception:
                    # A loop boundary: a bug in the lane itself. Its records are not done, so nothing is lost.
                    logger.exception("lane_failed", extra=fields(lane=str(name)))
                    await self.epoch.pause(self._pause)
        finally:
            del self._running[name]
            self._lanes.move_to_end(name)
            self._evict()

    def _evict(self) -> None:
        surplus = len(self._lanes) - len(self._running) - self._idle_limit
        while surplus > 0:
            name, lane = self._lanes.popitem(last=False)
            if name in self._running:
                self._lanes[name] = lane  # at work, hence young
            else:
                surplus -= 1
