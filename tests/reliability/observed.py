"""What is seen of a consumer from outside: the log it reads, the table, the bus and its commits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from services.consumer.formats.canonical import decode_canonical
from services.core.errors import InvalidEvent
from services.core.flight.event import FlightEvent
from tests.reliability.aws.account import Accepted
from tests.reliability.topics import Dead, Sent

ENVELOPE: Final = "dlq.envelope.id"
"""On a dead letter that is no record but an envelope."""

Place = tuple[str, int]
"""Topic and partition."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was committed, and how much the table and the bus held right after that was read.

    `interrupted` is whether the consumer had lost what it knew: it was dead.
    """

    committed: Mapping[Place, int]
    accepted: int
    writes: int
    rows: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """A write of these flights that failed, or whose answer was lost, after so many acceptances."""

    accepted: int
    flights: frozenset[str]


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
    troubles: Sequence[Trouble] = ()
    shaken: frozenset[int] = frozenset()
    """Lives in which the group gave the partitions away more than once, at moments that nobody wrote down."""

    _events: dict[tuple[int, int], FlightEvent | None] = field(default_factory=dict)

    def events(self) -> Iterator[tuple[Sent, FlightEvent]]:
        """The records of the topic that are events, but for those that lie in the dead-letter topic."""
        for one in self.alive():
            event = self._event(one)
            if event is not None:
                yield one, event

    def unread(self) -> list[Sent]:
        """Records that are no events and do not lie in the dead-letter topic either."""
        return [one for one in self.alive() if self._event(one) is None]

    def alive(self) -> Iterator[Sent]:
        """The records of the topic that do not lie in the dead-letter topic."""
        dead = {one.source for one in self.dead if ENVELOPE not in one.headers}
        for one in self.sent:
            if one.topic == self.topic and (one.topic, one.partition, one.offset) not in dead:
                yield one

    def _event(self, sent: Sent) -> FlightEvent | None:
        place = sent.partition, sent.offset
        if place not in self._events:
            try:
                self._events[place] = decode_canonical(sent.value or b"")
            except InvalidEvent:
                self._events[place] = None
        return self._events[place]
