"""A passenger."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import OwnPassengerId
from services.api.services import Use
from services.api.views.passenger import PassengerView, passenger_view

router = guarded_router("passengers")


def no_passenger() -> Problem:
    """The problem of an id that fits no passenger."""
    return Problem(problems.NO_PASSENGER, "no passenger has this id")


@router.get("/v1/passengers/{id}", responses=answers(problems.INVALID_ID, problems.NO_PASSENGER))
async def passenger(passenger_id: OwnPassengerId, use: Use) -> PassengerView:
    """Name, language and tier of a passenger."""
    item = await use.passengers.profile(passenger_id)
    if item is None:
        raise no_passenger()
    return passenger_view(item)
