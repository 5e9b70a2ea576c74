"""Commands on a flight."""

from fastapi import Response

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.commands.append_event import EventCommand
from services.api.openapi import answers
from services.api.routes.parameters import EventIdInPath, FlightKeyInPath, IdempotencyKey, Traceparent
from services.api.services import Use
from services.api.views.commands import EventAccepted, FlightEventBody
from services.api.views.history import EventStatus, event_status
from services.core.clock import parse_instant
from services.core.flight.authority import Authority
from services.core.observability import correlation_id

router = guarded_router("commands")


@router.post(
    "/v1/flights/{key}/events",
    status_code=202,
    responses=answers(
        problems.INVALID_KEY,
        problems.NO_IDEMPOTENCY_KEY,
        problems.KEY_REUSED,
        problems.TOO_LARGE,
        problems.INVALID_EVENT,
        problems.UNAVAILABLE,
    ),
)
async def append(
    flight_key: FlightKeyInPath,
    body: FlightEventBody,
    idempotency_key: IdempotencyKey,
    traceparent: Traceparent,
    use: Use,
    response: Response,
) -> EventAccepted:
    """Say something about a flight. 202: it is in the flight's topic and will be merged in order."""
    occurred_at = parse_instant(body.occurred_at)
    command = EventCommand(
        flight_key=flight_key,
        event_type=body.event_type,
        authority=Authority[body.source_authority],
        occurred_at=occurred_at,
        published_at=parse_instant(body.published_at) if body.published_at else occurred_at,
        data=body.data,
        idempotency_key=idempotency_key,
        correlation_id=correlation_id() or "",
        causation_id=body.causation_id,
        traceparent=traceparent,
    )
    event_id = await use.append_event(command)
    response.headers["Location"] = f"/v1/flights/{flight_key}/events/{event_id}"
    return EventAccepted(event_id=event_id)


@router.get("/v1/flights/{key}/events/{id}", responses=answers(problems.INVALID_KEY, problems.INVALID_ID))
async def event(flight_key: FlightKeyInPath, event_id: EventIdInPath, use: Use) -> EventStatus:
    """Whether an event has reached the flight, and which fields hold its values."""
    return event_status(str(flight_key), event_id, await use.flights.event(flight_key, event_id))
