"""What is seen of a consumer from outside: the log it reads, the table, the bus and its commits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.consumer.formats.canonical import decode_canonical
from services.core.flight.event import FlightEvent
from tests.reliability.aws.account import Accepted
from tests.reliability.topics import Dead, Sent

Place = tuple[str, int]
"""Topic and partition."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was committed, and how much the table and the bus held right after that was read.

    `interrupted` is whether the consumer had lost what it knew: it was dead, or had been frozen.
    """

    committed: Mapping[Place, int]
    accepted: int
    writes: int
    rows: int
    interrupted: bool = False


@dataclass(frozen=True)
class Observed:
    """One course of a consumer, through all its lives. Lists are in the order in which things happened."""

    topic: str
    sent: Sequence[Sent]
    accepted: Sequence[Accepted]
    writes: Sequence[Mapping[str, Any]]
    rows: Sequence[tuple[str, str]]
    dead: Sequence[Dead]
    samples: Sequence[Sample]
    _events: dict[tuple[int, int], FlightEvent] = field(default_factory=dict)

    def events(self) -> Iterator[tuple[Sent, FlightEvent]]:
        """The records of the topic that are events, but for those that lie in the dead-letter topic."""
        dead = {one.source for one in self.dead if "dlq.envelope.id" not in one.headers}
        for one in self.sent:
            if one.topic == self.topic and (one.topic, one.partition, one.offset) not in dead:
                yield one, self.event(one)

    def event(self, sent: Sent) -> FlightEvent:
        """The event of a record."""
        place = sent.partition, sent.offset
        if place not in self._events:
            self._events[place] = decode_canonical(sent.value or b"")
        return self._events[place]
