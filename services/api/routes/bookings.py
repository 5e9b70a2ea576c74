"""Bookings by record locator."""

from services.api import problems
from services.api.auth.guard import Caller, guarded_router
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import LocatorInPath
from services.api.services import Use
from services.api.views.booking import BookingsView, booking_view

router = guarded_router("bookings")


@router.get("/v1/bookings/{locator}", responses=answers(problems.INVALID_ID, problems.NO_BOOKING))
async def bookings(locator: LocatorInPath, use: Use, caller: Caller) -> BookingsView:
    """Every booking that has or had this locator, the newest first: airlines use locators again.

    The token of a passenger sees those that the passenger is in.
    """
    found = await use.bookings.by_locator(locator, caller.passenger_id)
    if not found:
        raise Problem(problems.NO_BOOKING, "no booking has this locator")
    return BookingsView(items=[booking_view(meta, passengers) for meta, passengers in found])
