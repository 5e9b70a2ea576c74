"""Flights, listed and one by one."""

from fastapi import Response

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.etags import cached, etag, unchanged
from services.api.openapi import VERSION, answers
from services.api.problems import Problem
from services.api.routes.filters import FilterInQuery
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, FlightKeyInPath, IfNoneMatch, Limit
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
    """Flights that leave on one local date of their origin: those of one status, or those of one designator.

    By status a second behind at most. A designator is the operating carrier's or a codeshare's.
    """
    page = await use.flight_lists.page(wanted, limit, cursor)
    return FlightPage(items=[flight_line(row) for row in page.rows], next=page.next)


@router.get(
    "/v1/flights/{key}",
    response_model=FlightView,
    responses={
        304: {"description": "As the caller has it already"},
        **answers(problems.INVALID_KEY, problems.NO_FLIGHT),
    },
)
async def flight(
    flight_key: FlightKeyInPath, use: Use, response: Response, if_none_match: IfNoneMatch = None
) -> FlightView | Response:
    """State of a flight: what its sources say, and what has been announced of it.

    With the ETag of an earlier answer in If-None-Match, an unchanged flight is a 304 without a body.
    """
    item = await use.flights.flight(flight_key)
    if item is None:
        raise no_flight()
    tag = etag(item["ver"], VERSION)
    if (same := unchanged(if_none_match, tag)) is not None:
        return same
    response.headers.update(cached(tag))
    return flight_view(item)
