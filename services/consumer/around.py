"""Leads the intake around a batch that is broken where it lies: docs/adr/0150-around-a-corrupt-batch.md."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol

from services.consumer.errors import BatchCorrupt
from services.consumer.lanes import Lanes
from services.consumer.logs import fields
from services.consumer.ports import BadBatch, Salvaged
from services.consumer.records import Partition, Record

logger = logging.getLogger(__name__)

RECORDS: Final = 500
"""As many as a fetch takes: where the bad batch lies further on, the next fetch meets it again."""


class Salvager(Protocol):
    """Reads around a bad batch. Raises Unavailable when the brokers do not answer."""

    async def read(self, partition: Partition, offset: int | None, most: int) -> Salvaged: ...


class Around:
    """What lies before the batch is taken, the batch is set aside, and the partition goes on behind it."""

    def __init__(self, salvager: Salvager, bury: Callable[[Lanes, BadBatch], None]) -> None:
        self._salvager = salvager
        self._bury = bury

    async def step(
        self,
        lanes: Lanes,
        error: BatchCorrupt,
        eligible: Iterable[Partition],
        take_all: Callable[[list[Record]], Awaitable[bool]],
    ) -> None:
        """Afterwards every partition has to go back to where its tracker has received up to.

        `take_all` says False when the epoch or the process ends. Where aiokafka did not name the partition,
        each of `eligible` is looked at.
        """
        for partition in error.suspects or tuple(eligible):
            if partition not in lanes.epoch.partitions:
                continue
            found = await self._salvager.read(partition, lanes.epoch.tracker(partition).next_offset, RECORDS)
            if not lanes.epoch.is_open or not await take_all(list(found.records)):
                return
            if found.batch is not None:
                logger.critical(
                    "batch_corrupt",
                    extra=fields(
                        topic=partition.topic,
                        partition=partition.number,
                        first=found.batch.first,
                        last=found.batch.next - 1,
                        salvaged=len(found.records),
                    ),
                )
                self._bury(lanes, found.batch)
