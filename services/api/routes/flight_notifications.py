"""The notifications of a flight."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.flights import no_flight
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, FlightKeyInPath, Limit
from services.api.services import Use
from services.api.views.notification import NotificationPage, notification_line

router = guarded_router("notifications")


@router.get(
    "/v1/flights/{key}/notifications",
    responses=answers(problems.INVALID_KEY, problems.INVALID_CURSOR, problems.NO_FLIGHT),
)
async def notifications(
    flight_key: FlightKeyInPath, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> NotificationPage:
    """Who was told how often, by ids; the texts are read one by one."""
    page = await use.notifications.of_flight(flight_key, limit, cursor)
    if page is None:
        raise no_flight()
    return NotificationPage(items=[notification_line(row) for row in page.rows], next=page.next)
