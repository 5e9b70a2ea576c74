"""Who is booked in the small world: a family of three, one of whom also travels alone."""

from typing import Any

from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.booking.contact import Channel, Contact
from services.core.table.booking_item import booking_items, passenger_item
from services.core.table.contact_item import contact_item
from services.core.telling.ids import locator_hash
from services.messenger.record import notification_item
from tests.unit.api.world import ADDRESS, CONTACT, KEY, SECRET, notification

LOCATOR = "K7M2QX"
RETURN_FLIGHT = "UA-0208-2013-03-10-IAH-1"
OTHERS_FLIGHT = "UA-0300-2013-03-09-EWR-1"
OLD_ID, FAMILY_ID, ALONE_ID = ("01AAAAAAAAAAAAAAAAAAAAAA0" + last for last in "123")
OFFICE = "0ff1ce" + "0" * 26
MARIA, TOM, LEA = (Passenger(f"P-{name}", name, "Huber", "de-DE", "GOLD") for name in ("Maria", "Tom", "Lea"))


def _travellers(*passengers: Passenger, contacts: tuple[str, ...]) -> tuple[Traveller, ...]:
    return tuple(Traveller(number, who, contacts) for number, who in enumerate(passengers, 1))


HASH = locator_hash(SECRET, LOCATOR)
OLD = Booking(
    OLD_ID,
    HASH,
    ("UA-0207-2012-06-01-EWR-1",),
    _travellers(TOM, contacts=(CONTACT,)),
    BookingStatus.CANCELLED,
)
FAMILY = Booking(
    FAMILY_ID, HASH, (str(KEY), RETURN_FLIGHT), _travellers(MARIA, TOM, LEA, contacts=(CONTACT,))
)
ALONE = Booking(
    ALONE_ID,
    locator_hash(SECRET, "ZZZZ99"),
    ("UA-0400-2013-03-09-EWR-1",),
    _travellers(MARIA, contacts=(CONTACT, OFFICE)),
)


def booked() -> list[dict[str, Any]]:
    """Every item of these bookings."""
    return [
        *(item for booking in (OLD, FAMILY, ALONE) for item in booking_items(booking, synthetic=True)),
        *(passenger_item(who, synthetic=True) for who in (MARIA, TOM, LEA)),
    ]


def contacts() -> list[dict[str, Any]]:
    """The contacts of these bookings."""
    email, sms = (Channel.EMAIL,), (Channel.SMS,)
    return [
        contact_item(Contact(CONTACT, "email", ADDRESS, email, "de-DE", "Europe/Berlin"), synthetic=True),
        contact_item(Contact(OFFICE, "phone", "+12025550123", sms, "en", "America/New_York"), synthetic=True),
    ]


def told() -> list[dict[str, Any]]:
    """Records about Maria's flights on two contacts, and one on a phone that she shares."""
    return [
        notification_item(notification(11, flight_key="UA-0400-2013-03-09-EWR-1", contact_id=OFFICE)),
        notification_item(notification(12, flight_key=OTHERS_FLIGHT)),
        notification_item(notification(13, flight_key=RETURN_FLIGHT)),
    ]
