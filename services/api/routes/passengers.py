"""A passenger."""

from fastapi import APIRouter

from services.api import problems
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import PassengerIdInPath
from services.api.services import Use
from services.api.views.passenger import PassengerView, passenger_view

router = APIRouter(tags=["passengers"])


def no_passenger() -> Problem:
    """The problem of an id that fits no passenger."""
    return Problem(problems.NO_PASSENGER, "no passenger has this id")


@router.get("/v1/passengers/{id}", responses=answers(problems.INVALID_ID, problems.NO_PASSENGER))
async def passenger(passenger_id: PassengerIdInPath, use: Use) -> PassengerView:
    """Name, language and tier of a passenger."""
    item = await use.passengers.profile(passenger_id)
    if item is None:
        raise no_passenger()
    return passenger_view(item)
