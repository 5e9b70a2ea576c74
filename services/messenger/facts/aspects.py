"""One fact each: what the contact was told or booked before, and what is true now.

`is_new` says that this contact does not know the present value yet.
"""

from dataclasses import dataclass

from services.core.clock import Instant
from services.core.flight.truth import Disposition


@dataclass(frozen=True, slots=True)
class Place:
    """An airport: IATA code, city (None when we do not know the airport) and IANA zone."""

    iata: str
    city: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class DispositionFact:
    """What has become of the flight; `old` is what the contact was told, None if never told."""

    old: Disposition | None
    new: Disposition
    is_new: bool


@dataclass(frozen=True, slots=True)
class DiversionFact:
    """Where the flight goes instead; `new` None means that an earlier diversion no longer applies."""

    old: Place | None
    new: Place | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class TimeFact:
    """Departure off the gate; `previous` was told before, `new` None means that nobody knows it yet."""

    scheduled: Instant | None
    previous: Instant | None
    new: Instant | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class LabelFact:
    """A gate or a terminal; `old` was told or booked, `new` None means withdrawn."""

    old: str | None
    new: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class NextInfoFact:
    """When more will be known; `at` None means that an earlier promise lapsed."""

    at: Instant | None
    is_new: bool
