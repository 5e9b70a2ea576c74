"""The flights of a passenger."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, Limit, OwnPassengerId
from services.api.routes.passengers import no_passenger
from services.api.services import Use
from services.api.views.booking import PassengerBookingPage, passenger_booking

router = guarded_router("passengers")


@router.get(
    "/v1/passengers/{id}/bookings",
    responses=answers(problems.INVALID_ID, problems.INVALID_CURSOR, problems.NO_PASSENGER),
)
async def bookings(
    passenger_id: OwnPassengerId, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> PassengerBookingPage:
    """What a passenger is booked on, the latest flight first."""
    page = await use.passengers.bookings(passenger_id, limit, cursor)
    if page is None:
        raise no_passenger()
    return PassengerBookingPage(items=[passenger_booking(row) for row in page.rows], next=page.next)
