"""The items of a booking: itself, its passengers, and its rows on each flight."""

from collections.abc import Iterator
from typing import Any

from services.core.booking.booking import Booking, Passenger, Traveller
from services.core.flight.key import FlightKey
from services.core.table import keys


def booking_items(booking: Booking, *, synthetic: bool) -> Iterator[dict[str, Any]]:
    """Everything that one booking writes, but for its passengers' profiles and its contacts."""
    common = {"bookingId": booking.booking_id, "status": booking.status.value, "synthetic": synthetic}
    yield {
        **keys.booking(booking.booking_id).primary(),
        **common,
        "type": "booking",
        "ver": booking.ver,
        "locatorHash": booking.locator_hash,
        "flightKeys": list(booking.flight_keys),
    }
    yield {
        **keys.locator(booking.locator_hash, booking.booking_id).primary(),
        **common,
        "type": "locator",
    }
    for traveller in booking.travellers:
        who = {
            "passengerNo": traveller.number,
            "passengerId": traveller.passenger.passenger_id,
            "contactIds": list(traveller.contact_ids),
        }
        yield {
            **keys.booking_passenger(booking.booking_id, traveller.number).primary(),
            **common,
            **who,
            "type": "bookingPassenger",
        }
        for flight in booking.flight_keys:
            yield {
                **keys.flight_passenger(flight, booking.booking_id, traveller.number).primary(),
                **_passenger_flight(booking, traveller, flight).gsi2(),
                **common,
                **who,
                "type": "flightPassenger",
                "flightKey": flight,
            }
    for flight in booking.flight_keys:
        for contact_id in sorted({c for traveller in booking.travellers for c in traveller.contact_ids}):
            yield {
                **keys.flight_contact(flight, contact_id, booking.booking_id).primary(),
                **keys.contact_flight(contact_id, flight).gsi2(),
                **common,
                "type": "flightContact",
                "flightKey": flight,
                "contactId": contact_id,
            }


def passenger_item(passenger: Passenger, *, synthetic: bool) -> dict[str, Any]:
    """The profile of a passenger."""
    return {
        **keys.passenger(passenger.passenger_id).primary(),
        "type": "passenger",
        "passengerId": passenger.passenger_id,
        "firstName": passenger.first_name,
        "lastName": passenger.last_name,
        "locale": passenger.locale,
        "tier": passenger.tier,
        "synthetic": synthetic,
    }


def _passenger_flight(booking: Booking, traveller: Traveller, flight: str) -> keys.Key:
    date = FlightKey.parse(flight).date.isoformat()
    return keys.passenger_flight(
        traveller.passenger.passenger_id, date, flight, booking.booking_id, traveller.number
    )
