"""One notification."""

from services.api import problems
from services.api.auth.guard import Caller, guarded_router
from services.api.auth.principal import Principal
from services.api.openapi import answers
from services.api.ports import Item
from services.api.problems import Problem
from services.api.routes.parameters import NotificationIdInPath
from services.api.services import Services, Use
from services.api.views.notification import NotificationView, notification_view

router = guarded_router("notifications")


def no_notification() -> Problem:
    """The problem of an id that fits no notification."""
    return Problem(problems.NO_NOTIFICATION, "no notification with this id was recorded")


@router.get("/v1/notifications/{id}", responses=answers(problems.INVALID_ID, problems.NO_NOTIFICATION))
async def notification(notification_id: NotificationIdInPath, use: Use, caller: Caller) -> NotificationView:
    """The text, and why it was sent: event, state version, rule, facts, and what was told before."""
    item = await use.notifications.notification(notification_id)
    if item is None or not await _may_read(caller, item, use):
        raise no_notification()
    return notification_view(item)


async def _may_read(caller: Principal, item: Item, use: Services) -> bool:
    """A passenger reads what their contacts were told about their own flights, and learns of no other."""
    return caller.passenger_id is None or await use.passengers.concerns(caller.passenger_id, item)
