"""The rebalance listener: an epoch per assignment, ended by a bounded drain and a last commit."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.lanes import Lanes
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.ports import Committed
from services.consumer.records import Partition
from services.consumer.retry import Backoff
from services.consumer.runs import Runs
from services.core.errors import Retryable

logger = logging.getLogger(__name__)


class Assignment(ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka is not typed
    """Holds the lanes of the epoch; None between epochs. Shares no lock with the intake."""

    def __init__(
        self,
        client: Committed,
        committer: Committer,
        metrics: Metrics,
        drain_budget: float,
        runs: Runs | None = None,
    ) -> None:
        """`drain_budget` (seconds) and two commits fit into the rebalance timeout less a heartbeat.

        Without `runs` no death is known to the next owner.
        """
        self._runs = runs
        self._client = client
        self._committer = committer
        self._metrics = metrics
        self._drain_budget = drain_budget
        self._number = 0
        self._opened = asyncio.Event()
        self._current: Lanes | None = None
        self._is_spare = False

    @property
    def current(self) -> Lanes | None:
        """The lanes of the epoch, None while nothing is assigned."""
        return self._current

    @property
    def is_spare(self) -> bool:
        """Whether the group gave this member no partition when it last joined."""
        return self._is_spare

    async def opened(self) -> Lanes:
        """Wait for an epoch."""
        while self._current is None:
            await self._opened.wait()
        return self._current

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """The client has joined the group."""
        await self.assigned(assigned, lambda: True)

    async def assigned(self, assigned: Iterable[TopicPartition], still: Callable[[], bool]) -> None:
        """Read what is committed, then open the epoch: the reading is its proof of publication.

        Once `still` is False the client was given up, and what it was assigned counts for nothing.
        """
        partitions = [Partition(one.topic, one.partition) for one in assigned]
        if self._current is not None:
            await self._end(self._current)
        committed = await self._read(partitions, still)
        suspicion = await self._runs.begin(committed) if self._runs and partitions and still() else None
        if not still():
            return
        self._is_spare = not partitions
        self._number += 1
        self._metrics.rebalances.inc()
        logger.info("partitions_assigned", extra=fields(epoch=self._number, partitions=len(partitions)))
        if partitions:
            self._current = Lanes(Epoch(self._number, committed), suspicion)
            self._opened.set()

    async def on_partitions_revoked(self, _: Iterable[TopicPartition]) -> None:
        """End the epoch: the eager protocol takes every partition. Before a first join there is none."""
        await self.finish(self._drain_budget)

    async def commit(self) -> None:
        """Commit what is done in the epoch, if there is one."""
        lanes = self._current
        if lanes is not None and not await self._committer.commit(lanes.epoch):
            await self._end(lanes)

    async def finish(self, budget: float) -> None:
        """Drain within `budget` seconds, commit what is done, close the epoch."""
        lanes = self._current
        if lanes is None:
            return
        began = time.monotonic()
        drained = False
        try:
            drained = await lanes.drain(budget)
            ours = await self._committer.commit(lanes.epoch)
            if ours and self._runs and lanes.suspicion is not None:
                await self._runs.end(lanes.suspicion)
        finally:
            # Whatever happened: an epoch that stayed open would work on partitions of somebody else.
            abandoned = lanes.running
            self._metrics.abandoned.inc(abandoned)
            self._metrics.drain_seconds.observe(time.monotonic() - began)
            await self._end(lanes)
        logger.info(
            "epoch_finished",
            extra=fields(
                epoch=lanes.epoch.number,
                drained=drained,
                abandoned=abandoned,
                seconds=round(time.monotonic() - began, 3),
            ),
        )

    async def abandon(self) -> None:
        """End the epoch as it stands, if there is one: nothing of it is committed any more."""
        if self._current is not None:
            await self._end(self._current)

    async def _end(self, lanes: Lanes) -> None:
        if self._current is lanes:
            self._current = None
            self._opened.clear()
        await lanes.end()

    async def _read(
        self, partitions: list[Partition], still: Callable[[], bool]
    ) -> dict[Partition, int | None]:
        """aiokafka drops what a listener raises, and a member without an epoch would stand still."""
        backoff = Backoff()
        while still():
            try:
                return {one: await self._client.committed(one) for one in partitions}
            except (KafkaError, Retryable) as error:
                logger.error("committed_unreadable", extra=fields(error=repr(error)))
                await asyncio.sleep(backoff.next())
        return {}
