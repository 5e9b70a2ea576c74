"""A topic that was deleted under us. aiokafka says nothing: the assignment just becomes empty."""

import logging
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from services.consumer.gate import Gate
from services.consumer.logs import fields
from services.core.errors import Retryable

logger = logging.getLogger(__name__)

SERVICE: Final = "topic"
LOOKS: Final = 3
"""So often in a row a fresh client has to miss it as well: a broker that has just started may know little."""


class Brokers(Protocol):
    """What a fresh client sees. Raises Unavailable while the brokers do not answer."""

    async def missing(self, topics: Iterable[str]) -> list[str]: ...


class TopicWatch:
    """Shuts the gate for good: a topic made again under its name must not be read while the table lives.

    Its offsets begin at 0, and what was written for the old ones would look published (docs/crash-matrix.md).
    """

    def __init__(
        self, topics: tuple[str, ...], partitions_of: Callable[[str], int], brokers: Brokers, gate: Gate
    ) -> None:
        """`partitions_of` is what our own client knows; it is cheap, and asked at every look."""
        self._topics = topics
        self._partitions_of = partitions_of
        self._brokers = brokers
        self._gate = gate
        self._looks = 0
        self._gone: list[str] = []

    async def look(self) -> None:
        """Once."""
        if not self._gone:
            await self._look()
        if self._gone:
            # Each time anew: the gate lets the intake try again where nobody has shut it for a while.
            self._gate.shut(
                SERVICE, f"{', '.join(self._gone)} was deleted: begin with a topic of another name"
            )

    async def _look(self) -> None:
        unknown = [topic for topic in self._topics if not self._partitions_of(topic)]
        try:
            missing = await self._brokers.missing(unknown) if unknown else []
        except Retryable as error:
            logger.warning("probe_failed", extra=fields(error=str(error)))
            missing = []
        self._looks = self._looks + 1 if missing else 0
        if self._looks >= LOOKS:
            self._gone = missing
            logger.critical("topic_deleted", extra=fields(topics=missing))
