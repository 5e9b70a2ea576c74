"""The passengers on a flight."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.flights import no_flight
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, FlightKeyInPath, Limit
from services.api.services import Use
from services.api.views.booking import FlightBookingPage, flight_booking

router = guarded_router("bookings")


@router.get(
    "/v1/flights/{key}/bookings",
    responses=answers(problems.INVALID_KEY, problems.INVALID_CURSOR, problems.NO_FLIGHT),
)
async def bookings(
    flight_key: FlightKeyInPath, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> FlightBookingPage:
    """Who is booked on a flight, by ids."""
    page = await use.bookings.of_flight(flight_key, limit, cursor)
    if page is None:
        raise no_flight()
    return FlightBookingPage(items=[flight_booking(row) for row in page.rows], next=page.next)
