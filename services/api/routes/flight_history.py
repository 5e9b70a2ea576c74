"""The events of a flight."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.flights import no_flight
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, FlightKeyInPath, Limit
from services.api.services import Use
from services.api.views.history import HistoryPage, history_entry

router = guarded_router("flights")


@router.get(
    "/v1/flights/{key}/history",
    responses=answers(problems.INVALID_KEY, problems.INVALID_CURSOR, problems.NO_FLIGHT),
)
async def history(
    flight_key: FlightKeyInPath, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> HistoryPage:
    """Every event as it came in, also those that changed nothing."""
    page = await use.flights.history(flight_key, limit, cursor)
    if page is None:
        raise no_flight()
    return HistoryPage(items=[history_entry(row) for row in page.rows], next=page.next)
