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
from services.api.views.base import answer, json_of
from services.api.views.flight import FlightView, flight_view
from services.api.views.flight_list import FlightPage, flight_line

router = guarded_router("flights")


def no_flight() -> Problem:
    """The problem of a key that fits no flight."""
    return Problem(problems.NO_FLIGHT, "no event of this flight has been seen")


@router.get(
    "/v1/flights",
    response_model=FlightPage,
    responses={
        304: {"description": "As the caller has it already"},
        **answers(problems.INVALID_FILTER, problems.INVALID_CURSOR),
    },
)
async def flights(
    wanted: FilterInQuery,
    use: Use,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Flights that leave on one local date of their origin: of one status, one designator or one carrier.

    A second or two behind at most. A designator is the operating carrier's or a codeshare's, a carrier is the
    one that operates. With the ETag of an earlier answer in If-None-Match, the same page is a 304.
    """

    async def page() -> bytes:
        found = await use.flight_lists.page(wanted, limit, cursor)
        return json_of(FlightPage(items=[flight_line(row) for row in found.rows], next=found.next))

    kept = await use.kept.get((wanted, limit, cursor), page)
    if (same := unchanged(if_none_match, kept.tag)) is not None:
        return same
    return Response(kept.body, media_type="application/json", headers=cached(kept.tag))


@router.get(
    "/v1/flights/{key}",
    response_model=FlightView,
    responses={
        304: {"description": "As the caller has it already"},
        **answers(problems.INVALID_KEY, problems.NO_FLIGHT),
    },
)
async def flight(flight_key: FlightKeyInPath, use: Use, if_none_match: IfNoneMatch = None) -> Response:
    """State of a flight: what its sources say, and what has been announced of it.

    With the ETag of an earlier answer in If-None-Match, an unchanged flight is a 304 without a body.
    """
    item = await use.flights.flight(flight_key)
    if item is None:
        raise no_flight()
    tag = etag(item["ver"], VERSION)
    if (same := unchanged(if_none_match, tag)) is not None:
        return same
    return answer(flight_view(item), cached(tag))
