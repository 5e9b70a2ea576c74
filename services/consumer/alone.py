"""One record at a time: whichever is begun when the process dies is the one that killed it."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from services.consumer.errors import ProcessKilled
from services.consumer.lanes import Lanes
from services.consumer.metrics import Metrics
from services.consumer.ports import Checkpoint, no_checkpoint
from services.consumer.records import Record
from services.consumer.suspicion import Suspicion

SECONDS: Final = 10.0
"""How long a record may keep all others waiting. By then it is something else that is out of order."""

LOOK_SECONDS: Final = 0.005


class Alone:
    """Takes a record of a partition under suspicion, and waits until it is done."""

    def __init__(
        self,
        take: Callable[[Lanes, Record], None],
        bury: Callable[[Lanes, Record, ProcessKilled], None],
        metrics: Metrics,
        seconds: float = SECONDS,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._take = take
        self._bury = bury
        self._metrics = metrics
        self._seconds = seconds
        self._checkpoint = checkpoint

    async def take(
        self, lanes: Lanes, suspicion: Suspicion, record: Record, is_stopping: Callable[[], bool]
    ) -> bool:
        """False when the epoch or the process ended before it was taken or done.

        Raises an AwsError or a Retryable when the attempt cannot be put down: then nothing is begun.
        """
        killed = await suspicion.begin(record)
        if is_stopping() or not lanes.epoch.is_open:
            return False
        if killed is None:
            self._checkpoint("row-13")
            self._metrics.alone.inc()
            self._take(lanes, record)
        else:
            self._bury(lanes, record, killed)
        tracker = lanes.epoch.tracker(record.partition)
        deadline = time.monotonic() + self._seconds
        while not tracker.is_done(record.offset):
            if is_stopping() or not lanes.epoch.is_open:
                return False
            if time.monotonic() > deadline:
                suspicion.give_up()
                return True
            await asyncio.sleep(LOOK_SECONDS)
        suspicion.survived()
        return True
