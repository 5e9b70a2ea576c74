"""Cancel, check in, rebook: of the newest booking under a locator."""

from services.api import problems
from services.api.auth.guard import Caller, guarded_router
from services.api.auth.principal import Principal
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import LocatorInPath
from services.api.services import Services, Use
from services.api.views.new_booking import BookingChanged, RebookBody

router = guarded_router("bookings")
_REFUSED = (problems.INVALID_ID, problems.NO_BOOKING, problems.UNAVAILABLE)


@router.post("/v1/bookings/{locator}/cancel", responses=answers(*_REFUSED))
async def cancel(locator: LocatorInPath, use: Use, caller: Caller) -> BookingChanged:
    """Cancel the booking. One that is cancelled stays so."""
    booking_id = await _newest(locator, use, caller)
    await use.change_booking.cancel(booking_id)
    return await _changed(locator, booking_id, use)


@router.post("/v1/bookings/{locator}/check-in", responses=answers(*_REFUSED, problems.NOT_POSSIBLE))
async def check_in(locator: LocatorInPath, use: Use, caller: Caller) -> BookingChanged:
    """Check every passenger of the booking in."""
    booking_id = await _newest(locator, use, caller)
    await use.change_booking.check_in(booking_id)
    return await _changed(locator, booking_id, use)


@router.post(
    "/v1/bookings/{locator}/rebook",
    responses=answers(
        *_REFUSED,
        problems.NOT_POSSIBLE,
        problems.NOT_BOOKABLE,
        problems.TOO_LARGE,
        problems.INVALID_BODY,
    ),
)
async def rebook(locator: LocatorInPath, body: RebookBody, use: Use, caller: Caller) -> BookingChanged:
    """Put the booking on these flights in place of those that it has; it is CONFIRMED then."""
    booking_id = await _newest(locator, use, caller)
    await use.change_booking.rebook(booking_id, tuple(body.flight_keys))
    return await _changed(locator, booking_id, use)


async def _newest(locator: str, use: Services, caller: Principal) -> str:
    """Older ones under the same locator are over: airlines use locators again."""
    found = await use.bookings.by_locator(locator)
    if found:
        meta, passengers = found[0]
        if caller.passenger_id is None or any(
            row["passengerId"] == caller.passenger_id for row in passengers
        ):
            return str(meta["bookingId"])
    raise Problem(problems.NO_BOOKING, "no booking has this locator")


async def _changed(locator: str, booking_id: str, use: Services) -> BookingChanged:
    found = await use.bookings.by_locator(locator)
    [meta] = [meta for meta, _ in found if meta["bookingId"] == booking_id]
    return BookingChanged(
        booking_id=booking_id,
        status=meta["status"],
        version=meta["ver"],
        flight_keys=list(meta["flightKeys"]),
    )
