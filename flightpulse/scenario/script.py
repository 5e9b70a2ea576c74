"""What a scenario is: a flight, who is booked on it, what is said of it, and what must come of that."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flightpulse.scenario.course import Course
from local.replay.announcement import AIRLINE, AIRPORT, SYNTHETIC, Announcement
from local.replay.wall_clock import instant_at
from services.core.booking.contact import Channel
from services.core.clock import Instant
from services.core.flight.key import FlightKey
from services.core.telling.quiet_hours import QuietHours

DAY = date(2013, 3, 8)
ORIGIN = "EWR"
ZONE = ZoneInfo("America/New_York")

Check = Callable[[Course], Iterable[str]]
"""Looks at what happened; each sentence that it gives is an expectation that does not hold."""


def clock(hhmm: int, day: date = DAY) -> Instant:
    """The instant at which a clock at the origin shows this time."""
    return instant_at(day, hhmm, ZONE)


def airline(at: Instant, event_type: str, **data: str | Instant | None) -> Announcement:
    """What the airline says."""
    return Announcement(event_type, at, at, data, origin=SYNTHETIC, authority=AIRLINE)


def airport(at: Instant, event_type: str, **data: str | Instant | None) -> Announcement:
    """What the airport says."""
    return Announcement(event_type, at, at, data, origin=SYNTHETIC, authority=AIRPORT)


@dataclass(frozen=True, slots=True)
class Group:
    """One booking: who travels, and the one phone or address that speaks for all of them."""

    names: tuple[str, ...]
    channels: tuple[Channel, ...]
    tier: str = "MEMBER"
    opted_out: bool = False
    quiet: QuietHours | None = None

    @property
    def by_phone(self) -> bool:
        """Whether the contact is a phone."""
        return Channel.EMAIL not in self.channels


@dataclass(frozen=True, slots=True)
class Act:
    """Things that are said, and a sweep after them; then everything comes to rest.

    So many are sent `at_once`, which the consumer may fold into one write; the next ones when these have
    been merged.
    """

    said: tuple[Announcement, ...] = ()
    sweep: Instant | None = None
    at_once: int = 1


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story. `number` is that of its flight, and no other scenario's."""

    name: str
    about: str
    number: int
    destination: str
    scheduled_out: Instant
    groups: Sequence[Group]
    acts: Sequence[Act]
    check: Check
    gate: str = "A5"
    terminal: str = "A"

    @property
    def key(self) -> FlightKey:
        """The flight key."""
        return FlightKey("UA", self.number, "", DAY, ORIGIN, 1)

    @property
    def schedule(self) -> Announcement:
        """The first that is heard of the flight, the evening before."""
        return airline(
            self.scheduled_out - 20 * 3_600_000,
            "flight.scheduled",
            scheduledOut=self.scheduled_out,
            destination=self.destination,
            gate=self.gate,
            terminal=self.terminal,
        )
