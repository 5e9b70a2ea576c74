"""What the consumer needs from the outside. Adapters and fakes pass the same contract tests."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from services.consumer.records import Partition, Record
from services.core.clock import Instant
from services.core.contracts.envelope import Envelope
from services.core.flight.derive import Derived
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState
from services.core.table.flight_item import Outbox, StoredFlight

Headers = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Write:
    """One whole STATE item to be. It replaces version `state.ver - 1` and no other."""

    state: FlightState
    outbox: Outbox
    derived: Derived
    as_of: Instant


@dataclass(frozen=True, slots=True)
class Candidate:
    """A flight that a designator may mean."""

    flight_key: FlightKey
    scheduled_out: Instant


class Store(Protocol):
    """The table, as far as the consumer uses it. Every method may raise an AwsError."""

    async def read(self, key: FlightKey) -> StoredFlight | None:
        """A consistent read of STATE."""
        ...

    async def write(self, write: Write) -> None:
        """Compare and set on `ver`. Raises ConditionFailed when another version is stored."""
        ...

    async def write_history(self, events: Iterable[FlightEvent]) -> None:
        """The history row of each event, and the designator pointers of a schedule: idempotent."""
        ...

    async def flights_called(self, designator: str, dates: Iterable[date]) -> list[Candidate]:
        """The flights that carry this designator on these local origin dates."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """The bus refused this entry for what it is; sending it again cannot help."""

    envelope: Envelope
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Published:
    """Per entry: accepted (ids), refused for good, or neither, which is to be sent again."""

    accepted: frozenset[str]
    refused: tuple[Refusal, ...] = ()
    failure: BaseException | None = None


@dataclass(frozen=True, slots=True)
class BadBatch:
    """Offsets `first` to `next - 1`, which nobody can read, and the bytes as the broker has them."""

    partition: Partition
    first: int
    next: int
    data: bytes

    @property
    def record(self) -> Record:
        """It as one record at its last offset: when that is done, the partition goes on behind it."""
        return Record(self.partition, self.next - 1, None, self.data, (), int(time.time() * 1000))


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The records up to the bad batch, and the batch; None when none was met among so many records."""

    records: tuple[Record, ...]
    batch: BadBatch | None


class Bus(Protocol):
    """The event bus. One call is one attempt; nothing is repeated behind the caller's back."""

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        """What became of each entry; `failure` is why one is neither accepted nor refused."""
        ...


class Kafka(Protocol):
    """The producing side."""

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """Returns when every in-sync replica has the record, however long that takes."""
        ...


class Committed(Protocol):
    """The committing side of the consumer client."""

    async def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Raises CommitFenced when the group has moved on, Retryable for anything else."""
        ...

    async def committed(self, partition: Partition) -> int | None:
        """What the group has committed, None when it never did."""
        ...


Checkpoint = Callable[[str], None]
"""A named instant of the crash matrix. Does nothing, except in a crash test."""


class DeadLetters(Protocol):
    """Where what cannot be handled is kept, byte for byte."""

    async def bury(self, record: Record, reason: str, error: BaseException, failures: int = 1) -> None:
        """Returns when the dead-letter topic has the record."""
        ...

    async def bury_envelope(self, refusal: Refusal, origin: Outbox) -> None:
        """Returns when the dead-letter topic has the envelope that the bus refused."""
        ...

    async def bury_batch(self, batch: BadBatch) -> None:
        """Returns when the dead-letter topic has the bytes of the batch."""
        ...


def no_checkpoint(row: str) -> None:
    """The checkpoint of production: nothing happens."""
