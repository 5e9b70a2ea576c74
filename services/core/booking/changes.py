"""What people do to a booking: check in, cancel, rebook. What flights do to it is in rebooking.py. Pure."""

from typing import Final

from services.core.booking.booking import BookingStatus
from services.core.errors import Permanent
from services.core.flight.truth import Disposition, Truth

_STANDING: Final = frozenset(BookingStatus) - {BookingStatus.CANCELLED}
_NO_MORE_SOLD: Final = frozenset({"departed", "arrived", "cancelled", "diverted"})


class NotPossible(Permanent):
    """The booking does not allow this as it stands; the text says what it would take."""


def checked_in(status: BookingStatus) -> BookingStatus:
    """Raises NotPossible."""
    if status in (BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN):
        return BookingStatus.CHECKED_IN
    raise NotPossible(f"the booking is {status}: only one that is CONFIRMED can be checked in")


def cancelled(_status: BookingStatus) -> BookingStatus:
    """Every booking can be, and one that is stays so."""
    return BookingStatus.CANCELLED


def rebooked(status: BookingStatus) -> BookingStatus:
    """Raises NotPossible."""
    if status in _STANDING:
        return BookingStatus.CONFIRMED
    raise NotPossible("the booking is CANCELLED: make a new one")


def is_bookable(public_status: str, published: Truth) -> bool:
    """Whether a seat is still sold: the flight has not left, and nobody was told that it does not fly."""
    return public_status not in _NO_MORE_SOLD and published.disposition is Disposition.OPERATING
