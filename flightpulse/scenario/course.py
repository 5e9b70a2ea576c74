"""What came of a scenario, act by act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from local.replay.stream import ReplayEvent
from local.report.flight_record import FlightRecord
from services.core.clock import Instant
from services.core.telling.rule import Rule


@dataclass(frozen=True, slots=True)
class Published:
    """An envelope that was seen on the bus."""

    detail_type: str
    version: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A message, from its record: the address is masked; `name` is who the contact belongs to."""

    notification_id: str
    contact_id: str
    name: str
    contact: str
    channel: str
    n: int
    kind: str
    rule: str
    as_of: Instant
    text: str


@dataclass(frozen=True, slots=True)
class NotTold:
    """A contact that got no message in an act, the rule that decided so, and what it says."""

    contact_id: str
    name: str
    contact: str
    rule: Rule
    words: str


@dataclass(frozen=True, slots=True)
class ActSeen:
    """One act, when everything had come to rest; `bookings` has the passengers by status."""

    said: tuple[ReplayEvent, ...]
    swept: Instant | None
    published: tuple[Published, ...]
    told: tuple[Told, ...]
    not_told: tuple[NotTold, ...]
    bookings: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Course:
    """Everything that was seen of one scenario; `record` is the flight at the end."""

    flight_key: str
    acts: list[ActSeen] = field(default_factory=list)
    record: FlightRecord | None = None
    complaints: list[str] = field(default_factory=list)

    @property
    def told(self) -> Iterator[Told]:
        """Every message, in order."""
        return (told for act in self.acts for told in act.told)

    @property
    def reached(self) -> Instant:
        """The last minute that was spoken of or swept."""
        said = (event.published_at for act in self.acts for event in act.said)
        return max((*said, *(act.swept for act in self.acts if act.swept is not None)), default=0)

    def numbers(self) -> dict[str, set[int]]:
        """By contact that was told anything, the numbers of its messages; channels share a number."""
        numbers: dict[str, set[int]] = {}
        for told in self.told:
            numbers.setdefault(told.contact_id, set()).add(told.n)
        return numbers

    def last(self) -> dict[str, Told]:
        """By contact, the last message."""
        return {told.contact_id: told for told in sorted(self.told, key=lambda told: told.n)}
