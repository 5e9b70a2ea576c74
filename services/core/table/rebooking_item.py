"""What the item of a booking holds of cancellations, and every row that repeats the booking's status."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.core.booking.booking import BookingStatus
from services.core.booking.rebooking import Mark, Standing
from services.core.table import keys

FLIGHT_VERSIONS: Final = "flightVer"
"""Per flight of the booking, the version of the flight's state that was last decided on."""

STANDING_ATTRIBUTES: Final = ("status", "ver", FLIGHT_VERSIONS, "cancelledFlights", "marked")
"""Every attribute of META that a decision writes; the other rows hold the first of them."""


def standing_of(item: Mapping[str, Any]) -> Standing:
    """From the booking's META item; one that was never decided on has none of these attributes."""
    mark = item.get("marked")
    return Standing(
        BookingStatus(item["status"]),
        int(item["ver"]),
        dict(item.get(FLIGHT_VERSIONS, {})),
        dict(item.get("cancelledFlights", {})),
        Mark(BookingStatus(mark["before"]), int(mark["ver"]), frozenset(mark["flights"])) if mark else None,
    )


def standing_attributes(standing: Standing) -> dict[str, Any]:
    """The attributes of META as they are after a decision; None stands for an attribute that goes."""
    mark = standing.mark
    return {
        "status": standing.status.value,
        "ver": standing.ver,
        FLIGHT_VERSIONS: dict(standing.decided),
        "cancelledFlights": dict(standing.cancelled),
        "marked": {"before": mark.before.value, "ver": mark.ver, "flights": sorted(mark.flights)}
        if mark
        else None,
    }


def status_rows(item: Mapping[str, Any], passengers: Iterable[Mapping[str, Any]]) -> tuple[keys.Key, ...]:
    """All rows but META that carry the booking's status, from its META item and its passengers' items."""
    booking_id = str(item["bookingId"])
    travellers = list(passengers)
    numbers = [int(traveller["passengerNo"]) for traveller in travellers]
    contacts = sorted({contact for traveller in travellers for contact in traveller["contactIds"]})
    flights = [str(flight) for flight in item["flightKeys"]]
    return (
        keys.locator(str(item["locatorHash"]), booking_id),
        *(keys.booking_passenger(booking_id, number) for number in numbers),
        *(keys.flight_passenger(flight, booking_id, number) for flight in flights for number in numbers),
        *(keys.flight_contact(flight, contact, booking_id) for flight in flights for contact in contacts),
    )
