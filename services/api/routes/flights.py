"""A flight."""

from fastapi import APIRouter

from services.api import problems
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import FlightKeyInPath
from services.api.services import Use
from services.api.views.flight import FlightView, flight_view

router = APIRouter(tags=["flights"])


def no_flight() -> Problem:
    """The problem of a key that fits no flight."""
    return Problem(problems.NO_FLIGHT, "no event of this flight has been seen")


@router.get("/v1/flights/{key}", responses=answers(problems.INVALID_KEY, problems.NO_FLIGHT))
async def flight(flight_key: FlightKeyInPath, use: Use) -> FlightView:
    """State of a flight: what its sources say, and what has been announced of it."""
    item = await use.flights.flight(flight_key)
    if item is None:
        raise no_flight()
    return flight_view(item)
