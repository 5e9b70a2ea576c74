"""Making a booking."""

from fastapi import Response

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.commands.create_booking import BookingOrder, NewTraveller
from services.api.openapi import answers
from services.api.routes.parameters import IdempotencyKey
from services.api.services import Use
from services.api.views.new_booking import BookingBody, BookingMade

router = guarded_router("bookings")


@router.post(
    "/v1/bookings",
    status_code=201,
    responses=answers(
        problems.NO_IDEMPOTENCY_KEY,
        problems.KEY_REUSED,
        problems.NOT_BOOKABLE,
        problems.TOO_LARGE,
        problems.INVALID_BODY,
        problems.UNAVAILABLE,
    ),
)
async def create(
    body: BookingBody, idempotency_key: IdempotencyKey, use: Use, response: Response
) -> BookingMade:
    """Book passengers on flights. The same request with the same key gives the same booking."""
    order = BookingOrder(
        tuple(body.flight_keys),
        [NewTraveller(who.passenger(), [one.contact() for one in who.contacts]) for who in body.passengers],
        body.locator.upper() if body.locator else None,
        body.said(),
    )
    booked = await use.create_booking(order, idempotency_key)
    response.headers["Location"] = f"/v1/bookings/{booked.locator}"
    return BookingMade(booking_id=booked.booking_id, locator=booked.locator)
