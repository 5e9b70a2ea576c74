"""Two live members under one instance id take each other's partitions, several times a second, for ever."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from services.consumer.logs import fields

logger = logging.getLogger(__name__)

ASSIGNMENTS: Final = 4
SECONDS: Final = 5.0


class Twins:
    """Found when one generation is assigned more than three times in five seconds.

    A rebalance makes another generation. A static member that comes back does not, and it comes back once.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._seen: deque[tuple[int, float]] = deque(maxlen=ASSIGNMENTS)
        self.found = asyncio.Event()

    def assigned(self, generation: int) -> None:
        """Partitions were assigned in this generation of the group."""
        self._seen.append((generation, self._now()))
        first, at = self._seen[0]
        same = {one for one, _ in self._seen} == {first}
        if len(self._seen) == ASSIGNMENTS and same and self._now() - at <= SECONDS:
            logger.critical("twin_members", extra=fields(generation=generation, assignments=ASSIGNMENTS))
            self.found.set()
