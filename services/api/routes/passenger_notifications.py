"""What was told about the flights of a passenger."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.parameters import PAGE_DEFAULT, Cursor, Limit, OwnPassengerId
from services.api.routes.passengers import no_passenger
from services.api.services import Use
from services.api.views.notification import NotificationPage, notification_line

router = guarded_router("passengers")


@router.get(
    "/v1/passengers/{id}/notifications",
    responses=answers(problems.INVALID_ID, problems.INVALID_CURSOR, problems.NO_PASSENGER),
)
async def notifications(
    passenger_id: OwnPassengerId, use: Use, limit: Limit = PAGE_DEFAULT, cursor: Cursor = None
) -> NotificationPage:
    """Messages to the passenger's contacts about the passenger's flights, the newest first."""
    page = await use.passengers.notifications(passenger_id, limit, cursor)
    if page is None:
        raise no_passenger()
    return NotificationPage(items=[notification_line(row) for row in page.rows], next=page.next)
