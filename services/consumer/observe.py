"""How the consumer stands now: read when somebody asks, so that no figure of a lost partition lives on."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from services.consumer.assignment import Assignment
from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.gate import Gate
from services.consumer.intake import room_of
from services.consumer.records import Partition
from services.core.awsio.limiter import AdaptiveLimit

STUCK_SECONDS: Final = 60.0
"""A lane that fails for so long is stuck: six of the longest back-offs."""


class Ends(Protocol):
    """The part of the consumer client that knows how long the logs are."""

    def end_of(self, partition: Partition) -> int | None: ...


@dataclass(frozen=True, slots=True)
class PartitionState:
    """`lag` counts records up to the end of the log that are not committed, `unread` those not received.

    `lag_seconds` is the age of the oldest record that is not done, by its time in Kafka; `oldest_seconds`
    since it was received. `fill` is the share of its room in memory that a partition takes.
    """

    partition: Partition
    lag: int
    unread: int
    lag_seconds: float
    oldest_seconds: float
    in_flight: int
    in_flight_bytes: int
    fill: float


@dataclass(frozen=True, slots=True)
class State:
    """One moment of this member of the group."""

    partitions: tuple[PartitionState, ...]
    epoch: int
    lanes: int
    stuck_lanes: int
    commit_age_seconds: float
    refusing: int
    limits: Mapping[str, AdaptiveLimit]


class Observer:
    """Reads the loops from the outside; nothing of this is on the way of a record."""

    def __init__(
        self,
        assignment: Assignment,
        committer: Committer,
        ends: Ends,
        gate: Gate,
        limits: Mapping[str, AdaptiveLimit],
        wall: Callable[[], float] = time.time,
    ) -> None:
        """`limits` are those of the AWS client, which grow with the operations it is asked for."""
        self._assignment = assignment
        self._committer = committer
        self._ends = ends
        self._gate = gate
        self._limits = limits
        self._wall = wall

    def state(self) -> State:
        """Between assignments there are no partitions."""
        lanes = self._assignment.current
        partitions = [] if lanes is None else list(lanes.epoch.partitions)
        return State(
            partitions=tuple(self._partition(lanes.epoch, one) for one in partitions) if lanes else (),
            epoch=lanes.epoch.number if lanes else 0,
            lanes=lanes.running if lanes else 0,
            stuck_lanes=lanes.stuck(STUCK_SECONDS) if lanes else 0,
            commit_age_seconds=self._committer.age,
            refusing=len(self._gate.reasons),
            limits=self._limits,
        )

    def _partition(self, epoch: Epoch, partition: Partition) -> PartitionState:
        tracker = epoch.tracker(partition)
        received = tracker.next_offset or 0
        end = self._ends.end_of(partition)
        unread = max(0, (received if end is None else end) - received)
        behind = tracker.unfinished > 0 or unread > 0
        # What is not received has a time that nobody knows; it is not older than what was received last.
        since = tracker.oldest_timestamp
        known = None if since is None else max(0.0, self._wall() - since / 1000)
        waiting = tracker.waiting_since
        return PartitionState(
            partition=partition,
            lag=max(0, (received if end is None else end) - epoch.committed(partition)),
            unread=unread,
            lag_seconds=(epoch.age if known is None else known) if behind else 0.0,
            oldest_seconds=0.0 if waiting is None else time.monotonic() - waiting,
            in_flight=tracker.unfinished,
            in_flight_bytes=tracker.held_bytes,
            fill=tracker.held / room_of(epoch)[0],
        )
