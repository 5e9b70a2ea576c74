"""Commits of what is done: explicit offsets, fenced by the epoch, on a cadence."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from services.consumer.epoch import Epoch
from services.consumer.errors import CommitFenced
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.ports import Checkpoint, Committed, no_checkpoint
from services.core.errors import Retryable

logger = logging.getLogger(__name__)

CADENCE_SECONDS: Final = 0.2
REPEAT_SECONDS: Final = 30.0
"""A member that was evicted can move committed offsets backwards; saying ours again repairs that."""


class Committer:
    """Commits within one epoch at a time, one commit at a time, and never what is not done."""

    def __init__(
        self,
        client: Committed,
        metrics: Metrics,
        *,
        timeout: float,
        time: Callable[[], float],
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        """`timeout` (seconds) is below the session timeout; `time` is monotonic, in seconds."""
        self._client = client
        self._metrics = metrics
        self._timeout = timeout
        self._time = time
        self._checkpoint = checkpoint
        self._one_at_a_time = asyncio.Lock()
        self._repeated: tuple[int, float] = (0, 0.0)
        self._waiting_since: float | None = None

    @property
    def age(self) -> float:
        """Seconds since the first offset that waits for a commit began to; 0 when none does."""
        return 0.0 if self._waiting_since is None else self._time() - self._waiting_since

    async def commit(self, epoch: Epoch) -> bool:
        """Commit what became done in this epoch, and every 30 s what is committed already.

        False when the group has moved on: the epoch is over, and its offsets are never sent again.
        Other failures are left to the next call: what was not committed stays due.
        """
        async with self._one_at_a_time:
            if epoch.is_closed:
                return True
            if epoch.holds_done:
                self._checkpoint("row-10")
            repeat = self._is_repeat_due(epoch)
            offsets = epoch.to_commit(repeat=repeat)
            if not offsets:
                self._waiting_since = None
                return True
            began = self._time()
            self._waiting_since = self._waiting_since or began
            # Noted before sending: the request may land although its answer is lost.
            epoch.sent(offsets)
            try:
                async with asyncio.timeout(self._timeout):
                    await self._client.commit(offsets)
                self._checkpoint("row-9")
            except CommitFenced as error:
                self._count("fenced")
                self._waiting_since = None  # whoever owns the partitions now commits them
                logger.warning("commit_fenced", extra=fields(epoch=epoch.number, error=str(error)))
                return False
            except (TimeoutError, Retryable) as error:
                self._count("failed")
                logger.warning("commit_failed", extra=fields(epoch=epoch.number, error=repr(error)))
            else:
                self._count("done")
                self._metrics.commit_seconds.observe(self._time() - began)
                self._waiting_since = None
                # Too late once the epoch is closed: then it proves nothing for the next one.
                epoch.acknowledged(offsets)
            return True

    def _is_repeat_due(self, epoch: Epoch) -> bool:
        number, since = self._repeated
        if number != epoch.number:
            self._repeated = (epoch.number, self._time())
            return False
        if self._time() - since < REPEAT_SECONDS:
            return False
        self._repeated = (epoch.number, self._time())
        return True

    def _count(self, outcome: str) -> None:
        self._metrics.commits.labels(outcome).inc()
