"""A booking: who travels together on which flights, and which contacts speak for them."""

from dataclasses import dataclass
from enum import StrEnum


class BookingStatus(StrEnum):
    """The life of a booking."""

    CONFIRMED = "CONFIRMED"
    CHECKED_IN = "CHECKED_IN"
    CANCELLED = "CANCELLED"
    NEEDS_REBOOKING = "NEEDS_REBOOKING"


@dataclass(frozen=True, slots=True)
class Passenger:
    """A person who travels. `tier` is the frequent-flyer tier, MEMBER at least."""

    passenger_id: str
    first_name: str
    last_name: str
    locale: str
    tier: str = "MEMBER"


@dataclass(frozen=True, slots=True)
class Traveller:
    """A passenger of a booking and the contacts that messages for them go to (contact ids)."""

    number: int
    passenger: Passenger
    contact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Booking:
    """One record locator. `booking_id` is a ULID: locators are used again, ids are not."""

    booking_id: str
    locator_hash: str
    flight_keys: tuple[str, ...]
    travellers: tuple[Traveller, ...]
    status: BookingStatus = BookingStatus.CONFIRMED
    ver: int = 1
