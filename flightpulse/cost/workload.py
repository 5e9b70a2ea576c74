"""A day of flights, and what it makes the system do: counts a day and rates at the peak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no command line knows. Shares are of the whole they name, sizes are in KB, times in seconds.

    The first group is what a bad day looks like, the second what one piece of work is in this design
    (docs/cost.md says where each number is from).
    """

    disrupted_flights: float = 0.25
    """Flights of which passengers are told something."""
    announcements: float = 2.5
    """Envelopes that start a workflow, for each disrupted flight: the rest is hysteresis."""
    passengers_a_contact: float = 1.6
    """A family has one contact."""
    emails: float = 0.7
    texts: float = 0.4
    pushes: float = 0.5
    """Share of the messages that go out over a channel; a contact may have several."""
    sms_parts: float = 2.0
    bookings_changed: float = 0.1
    """Changes of bookings a day, for each passenger."""
    peak: float = 4.0
    """Rate of the worst minute over the mean of the day."""

    event_kb: float = 0.8
    state_kb: int = 4
    folded: float = 1.0
    """Events of a flight that one write of its state takes in; 1 is a quiet stream, the dearest case."""
    status_index_writes: float = 0.2
    """Writes of a state that change what an index holds."""
    told_kb: int = 3
    record_kb: int = 2
    model_calls_per_message: float = 0.0031
    """Measured on a storm day: a text is made once for a shape, not for a passenger."""
    tokens_in: int = 1_800
    tokens_out: int = 350
    batch: int = 20
    messenger_gb: float = 0.5
    messenger_seconds_a_contact: float = 0.06
    stream_seconds_a_batch: float = 0.25
    stream_batch: int = 25
    log_kb_an_event: float = 0.25
    log_kb_a_message: float = 1.2
    table_days: int = 3
    """How many days of flights the table holds before their rows expire."""
    archive_kb: float = 1.0
    api_requests_a_passenger: float = 0.05


@dataclass(frozen=True)
class Workload:
    """`flights` a day with `updates` each, for `passengers` a day."""

    flights: int
    updates: float
    passengers: int
    assumed: Assumptions = Assumptions()

    @cached_property
    def events(self) -> float:
        """Operations events a day."""
        return self.flights * self.updates

    @cached_property
    def envelopes(self) -> float:
        """Events of the bus that start a workflow."""
        return self.flights * self.assumed.disrupted_flights * self.assumed.announcements

    @cached_property
    def status_changes(self) -> float:
        """Events of the bus that only say how a flight stands: at most one for each event."""
        return max(0.0, self.events / self.assumed.folded - self.envelopes)

    @cached_property
    def contacts_a_flight(self) -> float:
        """Whom one flight's news concerns."""
        return self.passengers / max(1, self.flights) / self.assumed.passengers_a_contact

    @cached_property
    def looks(self) -> float:
        """Looks at a contact a day."""
        return self.envelopes * self.contacts_a_flight

    @cached_property
    def messages(self) -> float:
        """Messages a day, over all channels."""
        return self.looks * (self.assumed.emails + self.assumed.texts + self.assumed.pushes)

    @cached_property
    def booking_changes(self) -> float:
        """Changes of bookings a day."""
        return self.passengers * self.assumed.bookings_changed

    @cached_property
    def batches(self) -> float:
        """Calls of the messenger by workflows: a flight's contacts, so many at a time, and one at least."""
        full = -(-self.contacts_a_flight // self.assumed.batch)
        return self.envelopes * max(1.0, full)

    def peak_of(self, a_day: float) -> float:
        """The rate of the worst minute, a second."""
        return a_day / SECONDS_A_DAY * self.assumed.peak
