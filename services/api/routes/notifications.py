"""One notification."""

from fastapi import APIRouter

from services.api import problems
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import NotificationIdInPath
from services.api.services import Use
from services.api.views.notification import NotificationView, notification_view

router = APIRouter(tags=["notifications"])


def no_notification() -> Problem:
    """The problem of an id that fits no notification."""
    return Problem(problems.NO_NOTIFICATION, "no notification with this id was recorded")


@router.get("/v1/notifications/{id}", responses=answers(problems.INVALID_ID, problems.NO_NOTIFICATION))
async def notification(notification_id: NotificationIdInPath, use: Use) -> NotificationView:
    """The text, and why it was sent: event, state version, rule, facts, and what was told before."""
    item = await use.notifications.notification(notification_id)
    if item is None:
        raise no_notification()
    return notification_view(item)
