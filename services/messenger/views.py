"""What a look sees of the flight and of the person, each read whole at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.core.booking.contact import Contact
from services.core.clock import Instant
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Truth


@dataclass(frozen=True, slots=True)
class FlightView:
    """One version of a flight: what is announced, against what was booked.

    `now` is business time for those who did not bring their own. `announced_by` is the correlation id
    of the last announcement.
    """

    key: str
    ver: int
    published: Truth
    baseline: Baseline
    phase: Phase
    destination: str | None
    reason: str | None
    now: Instant
    announced_by: str | None = None

    @property
    def departure(self) -> Instant | None:
        """When it leaves, as announced; the schedule while that is unknown."""
        return self.published.out if self.published.out is not None else self.baseline.out


@dataclass(frozen=True, slots=True)
class Recipient:
    """A contact (None: its item is gone) and whether any booking still puts it on the flight.

    Kept out of `repr`: it holds an address.
    """

    contact: Contact | None = field(repr=False)
    on_flight: bool

    @property
    def opted_out(self) -> bool:
        """Whether no channel is left."""
        return self.contact is not None and not self.contact.wanted
