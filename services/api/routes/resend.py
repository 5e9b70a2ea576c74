"""Sending a notification again."""

from fastapi import Response

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.openapi import answers
from services.api.routes.notifications import no_notification
from services.api.routes.parameters import IdempotencyKey, NotificationIdInPath, Traceparent
from services.api.services import Use
from services.api.views.commands import ResendAccepted
from services.core.observability import correlation_id

router = guarded_router("commands")


@router.post(
    "/v1/notifications/{id}/resend",
    status_code=202,
    responses=answers(
        problems.INVALID_ID, problems.NO_IDEMPOTENCY_KEY, problems.NO_NOTIFICATION, problems.UNAVAILABLE
    ),
)
async def resend(
    notification_id: NotificationIdInPath,
    idempotency_key: IdempotencyKey,
    traceparent: Traceparent,
    use: Use,
    response: Response,
) -> ResendAccepted:
    """Tell this contact again. 202: the request is on the bus; the text will be that of the truth then."""
    requested = await use.resend(notification_id, idempotency_key, correlation_id() or "", traceparent)
    if requested is None:
        raise no_notification()
    response.headers["Location"] = f"/v1/notifications/{requested.notification_id}"
    return ResendAccepted(
        request_id=requested.request_id,
        flight_key=requested.flight_key,
        notification_id=requested.notification_id,
    )
