"""Sees a client that has died without a word: docs/adr/0151-a-watchdog-that-recreates-the-client.md."""

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final, Protocol

from services.consumer.assignment import Assignment
from services.consumer.health import Pulse
from services.consumer.lanes import Lanes
from services.consumer.logs import fields
from services.consumer.records import Partition
from services.core.errors import Retryable

logger = logging.getLogger(__name__)

SILENT_SECONDS: Final = 60.0
UNASSIGNED_SECONDS: Final = 150.0
"""Longer than the longest join: a session, a rebalance, and what brokers add."""

TRIES: Final = 2
CLIENT: Final = "client"
"""Its name among the loops of /health."""


class Brokers(Protocol):
    """What a fresh client sees. Raises Unavailable while the brokers do not answer."""

    async def finds_any(self, positions: Mapping[Partition, int]) -> bool: ...
    async def missing(self, topics: Iterable[str]) -> list[str]: ...


class Watchdog:
    """One look a second. It gives a client up only when another one reads what this one does not.

    Records that wait for room, for the table or for the bus are nobody's silence; nor are brokers that do not
    answer. Two clients given up in a row without a record received turn /health red: then it is the process.
    """

    def __init__(
        self,
        assignment: Assignment,
        brokers: Brokers,
        recreate: Callable[[], Awaitable[None]],
        asks_for: Callable[[Lanes], list[Partition]],
        topics: tuple[str, ...],
        partitions_of: Callable[[str], int],
        pulse: Pulse,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`asks_for` says which partitions the intake fetches from now; none while it may not.

        `partitions_of` is what our client knows of a topic, 0 for nothing.
        """
        self._topics = topics
        self._partitions_of = partitions_of
        self._assignment = assignment
        self._brokers = brokers
        self._recreate = recreate
        self._asks_for = asks_for
        self._pulse = pulse
        self._now = now
        self._received: tuple[int, int] = (0, 0)
        self._well_at = now()
        self._given_up = 0

    async def look(self) -> None:
        """Once. Raises what recreating raises."""
        lanes = self._assignment.current
        if lanes is None:
            await self._look_at_group()
        else:
            await self._look_at_fetches(lanes)

    async def _look_at_group(self) -> None:
        """Without an assignment. A group with more members than partitions gives some of them none."""
        if self._now() - self._well_at < UNASSIGNED_SECONDS:
            return
        self._well_at = self._now()
        if self._assignment.is_spare and all(self._partitions_of(topic) for topic in self._topics):
            return
        try:
            missing = await self._brokers.missing(self._topics)
        except Retryable as error:
            logger.warning("probe_failed", extra=fields(error=str(error)))
            return
        # Of a topic that does not exist nobody is assigned anything: that is not the client's fault.
        if not missing and self._assignment.current is None:
            await self._give_up("unassigned")

    async def _look_at_fetches(self, lanes: Lanes) -> None:
        positions = {one: lanes.epoch.tracker(one).next_offset for one in lanes.epoch.partitions}
        received = lanes.epoch.number, sum(at or 0 for at in positions.values())
        asked = self._asks_for(lanes)
        if received != self._received:
            if received[0] == self._received[0]:  # records, not another assignment
                self._given_up = 0
                self._pulse.end(CLIENT)
            self._received = received
            self._well_at = self._now()
        elif not asked or not lanes.epoch.is_open:
            self._well_at = self._now()
        elif self._now() - self._well_at >= SILENT_SECONDS:
            self._well_at = self._now()
            try:
                # A partition without an offset may have to wait for a person to name one.
                known = {one: at for one in asked if (at := positions[one]) is not None}
                silent = await self._brokers.finds_any(known)
            except Retryable as error:
                logger.warning("probe_failed", extra=fields(error=str(error)))
                return
            if silent and self._assignment.current is lanes and self._is_unchanged(lanes, received):
                await self._give_up("silent")

    def _is_unchanged(self, lanes: Lanes, received: tuple[int, int]) -> bool:
        """The client may have come back while the other one looked."""
        trackers = (lanes.epoch.tracker(one) for one in lanes.epoch.partitions)
        return received == (lanes.epoch.number, sum(one.next_offset or 0 for one in trackers))

    async def _give_up(self, why: str) -> None:
        if self._given_up >= TRIES:
            self._pulse.lose(CLIENT)
        self._given_up += 1
        logger.error("client_given_up", extra=fields(why=why, in_a_row=self._given_up))
        await self._recreate()
        self._well_at = self._now()
