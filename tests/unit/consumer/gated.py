"""Table, bus and group that answer each call when a test says so, and in the way it says."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from services.consumer.errors import CommitFenced
from services.consumer.ports import Published, Write
from services.consumer.records import Partition
from services.core.awsio.errors import ConditionFailed, ConnectionLost, Throttled, Timeout
from services.core.contracts.envelope import Envelope
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.table.flight_item import StoredFlight
from tests.fakes.consumer_bus import InMemoryBus
from tests.fakes.consumer_kafka import InMemoryGroup
from tests.fakes.consumer_store import InMemoryStore


class Fate(StrEnum):
    """What becomes of a call."""

    DONE = "done"
    LOST = "done, and the answer is lost"
    FAILED = "not done"
    LATE = "given up on, and done later"


@dataclass
class Gate:
    """Calls that wait for their fate, in the order in which they came, and what lands late."""

    waiting: list[asyncio.Future[Fate]] = field(default_factory=list)
    late: list[Callable[[], None]] = field(default_factory=list)
    faults: int = 0
    """Fates that may make somebody repeat something."""

    async def fate(self) -> Fate:
        call: asyncio.Future[Fate] = asyncio.get_running_loop().create_future()
        self.waiting.append(call)
        try:
            return await call
        finally:
            self.waiting.remove(call)

    def decide(self, which: int, fate: Fate) -> None:
        """Lets one of the waiting calls go on."""
        call = self.waiting[which % len(self.waiting)]
        self.faults += fate is not Fate.DONE
        if not call.done():
            call.set_result(fate)


class GatedStore(InMemoryStore):
    """Every read and write waits."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.gate = gate

    async def read(self, key: FlightKey) -> StoredFlight | None:
        if await self.gate.fate() is not Fate.DONE:
            raise Throttled("ThrottlingException")
        return await super().read(key)

    async def write(self, write: Write) -> None:
        fate = await self.gate.fate()
        if fate is Fate.LATE:
            self.gate.late.append(lambda: self._land(write))
        if fate in (Fate.LATE, Fate.FAILED):
            raise Timeout("Timeout")
        try:
            self.apply(write)
        except ConditionFailed:
            self.gate.faults += 1  # the owner reads again, and publishes what it finds
            raise
        if fate is Fate.LOST:
            raise ConnectionLost("ConnectionLost")

    async def write_history(self, events: Iterable[FlightEvent]) -> None:
        if await self.gate.fate() is Fate.FAILED:
            raise Throttled("ThrottlingException")
        await super().write_history(events)

    def _land(self, write: Write) -> None:
        with suppress(ConditionFailed):  # nobody waits for this answer any more
            self.apply(write)


class GatedBus(InMemoryBus):
    """Every call waits; one that is late or fails accepts only its first entry."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.gate = gate

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        fate = await self.gate.fate()
        if fate is Fate.FAILED:
            return Published(frozenset(), (), Throttled("ThrottlingException"))
        if fate is Fate.LATE:
            envelopes = envelopes[:1]
        published = await super().publish(envelopes)
        if fate is Fate.LOST:
            return Published(frozenset(), (), Timeout("Timeout"))
        return published


class GatedGroup(InMemoryGroup):
    """As a broker takes commits: it checks no owner and no direction. `check` sees each that is taken."""

    def __init__(self, gate: Gate, check: Callable[[int], None]) -> None:
        super().__init__()
        self.gate = gate
        self.check = check

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        self.calls.append(dict(offsets))
        try:
            fate = await self.gate.fate()
        except asyncio.CancelledError:
            self.gate.late.append(lambda: self.take(offsets))  # the request is under way
            raise
        if fate is Fate.FAILED:
            raise CommitFenced("the group has moved on")
        if fate is Fate.LATE:
            self.gate.late.append(lambda: self.take(offsets))
        else:
            self.take(offsets)
        if fate is not Fate.DONE:
            raise ConnectionLost("ConnectionLost")

    def take(self, offsets: Mapping[Partition, int]) -> None:
        for offset in offsets.values():
            self.check(offset)
        self.offsets.update(offsets)
