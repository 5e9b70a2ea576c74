"""Bookings: ids and status only; names stand in the passenger's profile, addresses nowhere here."""

from collections.abc import Iterable

from pydantic import Field

from services.api.ports import Item
from services.api.views.base import View

_BOOKING = "01HQ3ZJ5V9M8K2N4P6R7S8T9VW"
_PASSENGER = "7GJ2K9QX4M0PZ3R5T8VB"
_CONTACT = "5b1f0c9a7d3e4f62a1b0c9d8e7f60514"
_FLIGHT = "UA-0207-2013-03-08-EWR-1"
_STATUSES = "CONFIRMED, CHECKED_IN, NEEDS_REBOOKING or CANCELLED"


class FlightBooking(View):
    """One passenger on a flight."""

    booking_id: str = Field(examples=[_BOOKING])
    passenger_no: int = Field(description="number within the booking", examples=[1])
    passenger_id: str = Field(examples=[_PASSENGER])
    status: str = Field(description=_STATUSES, examples=["CONFIRMED"])
    contact_ids: list[str] = Field(
        description="who is told about this passenger; stand for addresses", examples=[[_CONTACT]]
    )


class FlightBookingPage(View):
    """The passengers on a flight, booking by booking."""

    items: list[FlightBooking]
    next: str | None = Field(description="cursor of the next page; null: this is the last")


class BookingPassenger(View):
    """One passenger of a booking."""

    passenger_no: int = Field(examples=[1])
    passenger_id: str = Field(examples=[_PASSENGER])
    contact_ids: list[str] = Field(examples=[[_CONTACT]])


class BookingView(View):
    """One booking."""

    booking_id: str = Field(description="a ULID; unlike the locator it is never used again")
    status: str = Field(description=_STATUSES, examples=["CONFIRMED"])
    version: int = Field(description="counts the changes of this booking", examples=[1])
    flight_keys: list[str] = Field(examples=[[_FLIGHT]])
    passengers: list[BookingPassenger]


class BookingsView(View):
    """Every booking that has or had one locator, the newest first."""

    items: list[BookingView]


class PassengerBooking(View):
    """A flight that a passenger is booked on."""

    booking_id: str = Field(examples=[_BOOKING])
    flight_key: str = Field(examples=[_FLIGHT])
    passenger_no: int = Field(description="number within the booking", examples=[1])
    status: str = Field(description=_STATUSES, examples=["CONFIRMED"])


class PassengerBookingPage(View):
    """The flights of a passenger, the latest first."""

    items: list[PassengerBooking]
    next: str | None = Field(description="cursor of the next page; null: this is the last")


def flight_booking(item: Item) -> FlightBooking:
    """The view of a flight's PAX row."""
    return FlightBooking(
        booking_id=item["bookingId"],
        passenger_no=item["passengerNo"],
        passenger_id=item["passengerId"],
        status=item["status"],
        contact_ids=item["contactIds"],
    )


def passenger_booking(item: Item) -> PassengerBooking:
    """The view of a flight's PAX row, from the passenger's side."""
    return PassengerBooking(
        booking_id=item["bookingId"],
        flight_key=item["flightKey"],
        passenger_no=item["passengerNo"],
        status=item["status"],
    )


def booking_view(meta: Item, passengers: Iterable[Item]) -> BookingView:
    """The view of a booking's own item and its passengers' rows."""
    return BookingView(
        booking_id=meta["bookingId"],
        status=meta["status"],
        version=meta["ver"],
        flight_keys=meta["flightKeys"],
        passengers=[
            BookingPassenger(
                passenger_no=row["passengerNo"],
                passenger_id=row["passengerId"],
                contact_ids=row["contactIds"],
            )
            for row in passengers
        ],
    )
