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

    `as_of` is the business time of its last change; `wall` the time of day when it was read, None in a
    replay. `announced_by` is the correlation id of the last announcement.
    """

    key: str
    ver: int
    published: Truth
    baseline: Baseline
    phase: Phase
    destination: str | None
    reason: str | None
    as_of: Instant
    announced_by: str | None = None
    wall: Instant | None = None

    @property
    def departure(self) -> Instant | None:
        """When it leaves, as announced; the schedule while that is unknown."""
        return self.published.out if self.published.out is not None else self.baseline.out

    def now(self, asked: Instant | None) -> Instant:
        """Business time of a look that was asked for as of `asked`.

        Outside a replay only the time of day counts: a run that is started again in the night still
        carries the hour of its event, by which nobody would be asleep.
        """
        if self.wall is not None:
            return self.wall
        return self.as_of if asked is None else asked


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
