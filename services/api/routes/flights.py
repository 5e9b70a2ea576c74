"""Flights, listed and one by one."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.filters import FilterInQuery
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, FlightKeyInPath, Limit
from services.api.services import Use
from services.api.views.flight import FlightView, flight_view
from services.api.views.flight_list import FlightPage, flight_line

router = guarded_router("flights")


def no_flight() -> Problem:
    """The problem of a key that fits no flight."""
    return Problem(problems.NO_FLIGHT, "no event of this flight has been seen")


@router.get("/v1/flights", responses=answers(problems.INVALID_FILTER, problems.INVALID_CURSOR))
async def flights(
    wanted: FilterInQuery, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> FlightPage:
    """Flights of one status that leave on one local date of their origin. A second behind at most."""
    page = await use.flight_lists.by_status(wanted.status, wanted.date, limit, cursor)
    return FlightPage(items=[flight_line(row) for row in page.rows], next=page.next)


@router.get("/v1/flights/{key}", responses=answers(problems.INVALID_KEY, problems.NO_FLIGHT))
async def flight(flight_key: FlightKeyInPath, use: Use) -> FlightView:
    """State of a flight: what its sources say, and what has been announced of it."""
    item = await use.flights.flight(flight_key)
    if item is None:
        raise no_flight()
    return flight_view(item)
