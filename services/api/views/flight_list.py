"""Flights in a list."""

from pydantic import Field

from services.api.ports import Item
from services.api.views.base import Time, View
from services.core.flight.key import FlightKey


class FlightLine(View):
    """One flight in a list; the flight itself says more."""

    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    designator: str = Field(examples=["UA207"])
    origin_date: str = Field(description="local date of the scheduled departure", examples=["2013-03-08"])
    origin: str = Field(examples=["EWR"])
    status: str = Field(examples=["delayed"])
    scheduled_out: Time | None = Field(description="null: no source has given the schedule yet")


class FlightPage(View):
    """Flights in the order of their scheduled departure."""

    items: list[FlightLine]
    next: str | None = Field(description="cursor of the next page; null: this is the last")


def flight_line(item: Item) -> FlightLine:
    """The view of an entry of the status index."""
    key = FlightKey.parse(item["flightKey"])
    date, scheduled = key.date.isoformat(), item["scheduledOut"]
    return FlightLine(
        flight_key=item["flightKey"],
        designator=key.designator,
        origin_date=date,
        origin=key.airport,
        status=item["status"],
        # A flight without a schedule is sorted by its date alone.
        scheduled_out=None if scheduled == date else scheduled,
    )
