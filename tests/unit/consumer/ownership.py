"""Owners of one partition, driven step by step: real lanes, trackers and commits on a clock of the test."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from services.consumer.commits import Committer
from services.consumer.epoch import Epoch
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import Arrival, as_of_events
from services.consumer.lane_loop import LaneLoop
from services.consumer.lanes import Lanes
from services.consumer.retry import Backoff
from services.core.clock import Instant
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from tests.unit.consumer.building import PARTITION, Surroundings, record
from tests.unit.consumer.gated import Fate, Gate, GatedBus, GatedGroup, GatedStore
from tests.unit.consumer.guarantees import Guarantees, Violation

COMMIT_SECONDS = 5.0
TURNS = 15
"""Of the event loop, after which whatever can go on without an answer or the clock has done so."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock stands still until the test moves it."""

    now = 0.0

    def time(self) -> float:
        return self.now


@dataclass(frozen=True)
class Parts:
    """What a mutant takes the place of."""

    loop: type[LaneLoop] = LaneLoop
    epoch: type[Epoch] = Epoch
    committer: type[Committer] = Committer


@dataclass
class Owner:
    """A process that was assigned the partition, whether or not it still has it."""

    lanes: Lanes
    committer: Committer
    start: int
    position: int
    over: bool = False
    """Its epoch is closed: the group has moved on, and it knows."""
    sent: list[int] = field(default_factory=list)
    commits: list[asyncio.Task[None]] = field(default_factory=list)


class Partnership:
    """One log, everybody who ever owned it, and what they share."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.clock = VirtualLoop()
        self.gate = Gate()
        self.log: list[FlightEvent] = []
        self.poison: set[str] = set()
        self.owners: list[Owner] = []
        around = Surroundings()
        around.store = self.store = GatedStore(self.gate)
        around.bus = self.bus = GatedBus(self.gate)
        self.group = GatedGroup(self.gate, self._check_commit)
        self.dead_letters = around.dead_letters
        self.metrics = around.metrics
        self._around = around
        self._tools = replace(around.tools(), as_of=self._as_of, backoff=lambda: Backoff(1.0, 1.0))

    def do(self, step: Coroutine[Any, Any, None] | None = None) -> None:
        """A step, and all that follows from it without an answer from outside. Raises Violation."""

        async def settled() -> None:
            if step is not None:
                await step
            for _ in range(TURNS):
                await asyncio.sleep(0)

        self.clock.run_until_complete(settled())
        for owner in self.owners:
            for task in [task for task in owner.commits if task.done()]:
                owner.commits.remove(task)
                task.result()

    def assign(self) -> None:
        """Another process gets the partition, from the committed offset on. The others do not know yet."""
        committed = self.group.offsets.get(PARTITION)
        epoch = self.parts.epoch(len(self.owners) + 1, {PARTITION: committed})
        committer = self.parts.committer(
            self.group, self.metrics, timeout=COMMIT_SECONDS, time=self.clock.time
        )
        self.owners.append(Owner(Lanes(epoch), committer, committed or 0, committed or 0))

    def deliver(self, owner: Owner, offset: int) -> None:
        """A record reaches an owner: the next one, or one that it has already."""
        one = Arrival(self.log[offset], record(offset))
        owner.position = max(owner.position, offset + 1)
        key = one.event.flight_key

        async def submit() -> None:
            owner.lanes.epoch.receive(one.record)
            owner.lanes.submit(key, partial(self._lane, key, owner.lanes), one)

        self.do(submit())

    def commit(self, owner: Owner) -> bool:
        """A beat of the commit loop; an answer that says "fenced" ends the epoch on the spot.

        True when something is sent now.
        """

        async def beat() -> None:
            was_over, before = owner.over, len(self.group.calls)
            if not await owner.committer.commit(owner.lanes.epoch):
                self._close(owner)
            if was_over and len(self.group.calls) > before:
                raise Violation("an epoch that is closed commits")

        async def start() -> None:
            owner.commits.append(asyncio.create_task(beat()))

        sent = len(self.group.calls)
        self.do(start())
        for offsets in self.group.calls[sent:]:
            self._check_order(owner, offsets[PARTITION])
        return len(self.group.calls) > sent

    def revoke(self, owner: Owner) -> None:
        """The group takes the partition back. What is under way goes on, and counts no more."""
        self._close(owner)
        self.do()

    def kill(self, owner: Owner) -> None:
        """The process ends where it stands."""
        owner.over = True

        async def end() -> None:
            for task in owner.commits:
                task.cancel()
            await asyncio.gather(*owner.commits, return_exceptions=True)
            owner.commits.clear()
            await owner.lanes.end()

        self.do(end())

    def decide(self, which: int, fate: Fate) -> None:
        """A call under way ends, and whoever waited for it goes on."""
        self.gate.decide(which, fate)
        self.do()

    def advance(self, seconds: float) -> None:
        """The clock moves: back-offs and time-outs end, repeats fall due."""
        self.clock.now += seconds
        self.do()

    @property
    def guarantees(self) -> Guarantees:
        """What has to hold of all but the events that nobody can handle."""
        handled = [None if one.event_id in self.poison else one for one in self.log]
        return Guarantees(handled, self.store, self.bus)

    def _close(self, owner: Owner) -> None:
        owner.over = True
        owner.lanes.epoch.close()

    def _lane(self, key: FlightKey, lanes: Lanes) -> FlightLane:
        lane = FlightLane(key, PARTITION, lanes.epoch, self._tools)
        lane._loop = self.parts.loop(key, PARTITION, lanes.epoch, self._tools)
        return lane

    def _as_of(self, arrivals: Sequence[Arrival]) -> Instant:
        if any(one.event.event_id in self.poison for one in arrivals):
            self.gate.faults += 1  # the lane reads again, and publishes what it finds
            raise ZeroDivisionError("a bug that this event meets")
        return as_of_events(arrivals)

    def _check_commit(self, offset: int) -> None:
        self.guarantees.at_commit(offset)
        buried = {record.offset for record, _, _ in self.dead_letters.records}
        for at, one in enumerate(self.log[:offset]):
            if one.event_id in self.poison and at not in buried:
                raise Violation(f"{offset} committed, and {at} is neither handled nor a dead letter")

    def _check_order(self, owner: Owner, offset: int) -> None:
        if offset < max([owner.start, *owner.sent]):
            raise Violation(f"{offset} sent after {owner.sent}, from {owner.start} on")
        owner.sent.append(offset)
