"""A partition, several owners one after the other and at the same time, and every fault we know.

Owners are killed, or live on as zombies that still write, publish and commit. Writes time out and
land late, replies are lost, entries are throttled. All of it follows one seed.
"""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from services.consumer.epoch import Epoch
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import Arrival
from services.consumer.lane_loop import LaneLoop
from services.consumer.lanes import Lanes
from services.consumer.ports import Published, Write
from services.core.awsio.errors import ConditionFailed, ConnectionLost, Throttled, Timeout
from services.core.contracts.envelope import Envelope
from services.core.flight.event import FlightEvent, Value
from services.core.flight.key import FlightKey
from services.core.table.flight_item import StoredFlight
from tests.fakes.consumer_bus import InMemoryBus
from tests.fakes.consumer_store import InMemoryStore
from tests.unit.consumer.building import PARTITION, SCHEDULED, Surroundings, event, record
from tests.unit.consumer.guarantees import Guarantees, Violation

FLIGHTS = tuple(FlightKey.parse(f"UA-000{n}-2013-03-08-EWR-1") for n in (1, 2))


class FaultyStore(InMemoryStore):
    """Time-outs before and after the fact, and writes that land when nobody expects them."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.late: set[asyncio.Task[None]] = set()

    async def read(self, key: FlightKey) -> StoredFlight | None:
        await self._wander()
        if self.chance.random() < 0.05:
            raise Throttled("ThrottlingException")
        found = await super().read(key)
        await self._wander()
        return found

    async def write(self, write: Write) -> None:
        await self._wander()
        fate = self.chance.random()
        if fate < 0.08:
            raise Timeout("Timeout")
        if fate < 0.16:
            self._land_later(write)
            raise Timeout("Timeout")
        self.apply(write)
        await self._wander()
        if fate < 0.24:
            raise ConnectionLost("ConnectionLost")

    def _land_later(self, write: Write) -> None:
        async def land() -> None:
            for _ in range(self.chance.randrange(1, 30)):
                await asyncio.sleep(0)
            with suppress(ConditionFailed):  # nobody waits for this answer any more
                self.apply(write)

        task = asyncio.create_task(land())
        self.late.add(task)
        task.add_done_callback(self.late.discard)

    async def _wander(self) -> None:
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)


class FaultyBus(InMemoryBus):
    """Throttles single entries, fails whole calls, and loses replies after the fact."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        for _ in range(self.chance.randrange(4)):
            await asyncio.sleep(0)
        fate = self.chance.random()
        if fate < 0.1:
            return Published(frozenset(), (), Throttled("ThrottlingException"))
        if fate < 0.3 and envelopes:
            self.throttle_next = {self.chance.choice(envelopes).detail_type}
        published = await super().publish(envelopes)
        if fate > 0.9:
            return Published(frozenset(), (), Timeout("Timeout"))
        return published


class World:
    """One run. `loop` is the lane loop under test."""

    def __init__(self, seed: int, loop: type[LaneLoop]) -> None:
        self.chance = random.Random(seed)
        self.loop = loop
        self.around = Surroundings()
        self.around.store = self.store = FaultyStore(self.chance)
        self.around.bus = self.bus = FaultyBus(self.chance)
        self.tools = self.around.tools()
        self.log = self._events(12)
        self.guarantees = Guarantees(self.log, self.store, self.bus)
        self.committed = 0
        self.owners: list[tuple[Lanes, asyncio.Task[None]]] = []

    async def run(self) -> None:
        """Owners come and go; the last one ends the log. Raises Violation."""
        for number in range(1, self.chance.randrange(2, 5)):
            self._own(number)
            for _ in range(self.chance.randrange(120)):
                await asyncio.sleep(0)
            if self.chance.random() < 0.6:
                await self._kill(self.owners[-1])
        lanes, _ = self._own(99)
        for _ in range(20_000):
            await asyncio.sleep(0)
            if lanes.epoch.tracker(PARTITION).next_offset == len(self.log) and not (
                lanes.running or self.store.late
            ):
                break
        else:
            raise Violation("the log is never done")
        for owner in self.owners:
            await self._kill(owner)
        self.guarantees.at_end()

    def _own(self, number: int) -> tuple[Lanes, "asyncio.Task[None]"]:
        lanes = Lanes(Epoch(number, {PARTITION: self.committed or None}))
        owner = (lanes, asyncio.create_task(self._feed(lanes, self.committed)))
        self.owners.append(owner)
        return owner

    async def _feed(self, lanes: Lanes, start: int) -> None:
        for offset in range(start, len(self.log)):
            one = Arrival(self.log[offset], record(offset))
            lanes.epoch.receive(one.record)
            key = one.event.flight_key
            lanes.submit(key, partial(self._lane, key, lanes), one)
            if self.chance.random() < 0.5:
                await asyncio.sleep(0)
            if self.chance.random() < 0.3:
                await self._commit(lanes.epoch)
        while True:
            for _ in range(self.chance.randrange(1, 10)):
                await asyncio.sleep(0)
            await self._commit(lanes.epoch)

    def _lane(self, key: FlightKey, lanes: Lanes) -> FlightLane:
        lane = FlightLane(key, PARTITION, lanes.epoch, self.tools)
        lane._loop = self.loop(key, PARTITION, lanes.epoch, self.tools)
        return lane

    async def _commit(self, epoch: Epoch) -> None:
        """As a broker takes it: it checks neither owner nor direction."""
        offsets = epoch.to_commit(repeat=self.chance.random() < 0.2)
        if not offsets:
            return
        epoch.sent(offsets)
        await asyncio.sleep(0)
        self.guarantees.at_commit(offsets[PARTITION])
        self.committed = offsets[PARTITION]
        await asyncio.sleep(0)
        if self.chance.random() < 0.8:
            epoch.acknowledged(offsets)

    async def _kill(self, owner: tuple[Lanes, "asyncio.Task[None]"]) -> None:
        lanes, task = owner
        task.cancel()
        ended = await asyncio.gather(task, return_exceptions=True)
        await lanes.end()
        if isinstance(ended[0], Violation):
            raise ended[0]

    def _events(self, count: int) -> list[FlightEvent]:
        events: list[FlightEvent] = []
        for number in range(count):
            if events and self.chance.random() < 0.15:
                events.append(self.chance.choice(events))  # a duplicate at another offset
                continue
            key = self.chance.choice(FLIGHTS)
            seq = 2 * number + 10 if self.chance.random() < 0.8 else number % 9 + 1  # now and then stale
            if any((one.flight_key, one.seq) == (key, seq) for one in events):
                continue  # one number, two bodies: a fault of the source, and no matter of the lane
            events.append(event(seq, *self._change(), key=key))
        return events

    def _change(self) -> tuple[str, dict[str, Value]]:
        kind = self.chance.randrange(4)
        if kind == 0:
            return "flight.gate_changed", {"gate": self.chance.choice(("A5", "B7", "C9"))}
        if kind == 1:
            return "flight.scheduled", {"scheduledOut": SCHEDULED, "destination": "IAH", "gate": "A5"}
        minutes = self.chance.choice((5, 10, 20, 45, 90, 150))
        return "flight.delayed", {"estimatedOut": SCHEDULED + minutes * 60_000, "nextInfoAt": None}
