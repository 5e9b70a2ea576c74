"""Send a notification again: a request on the bus for a look that is due even without news."""

from dataclasses import dataclass
from typing import Any

from services.api.commands import idempotency
from services.api.ports import Bus, Table
from services.core.clock import Clock, format_instant
from services.core.contracts.detail_types import NOTIFICATION_REQUESTED
from services.core.contracts.envelope import SPEC_VERSION
from services.core.table import keys
from services.core.telling.ids import resend_id


@dataclass(frozen=True, slots=True)
class Requested:
    """The request, and the id that the notification will have if it is sent on the same channel."""

    request_id: str
    flight_key: str
    notification_id: str


class Resend:
    """Asks the messenger; the text will be that of the truth when it looks, not the old one.

    `clock` is None in a replay: business time is then the last one of the flight.
    """

    def __init__(self, table: Table, bus: Bus, clock: Clock | None) -> None:
        self._table = table
        self._bus = bus
        self._clock = clock

    async def __call__(
        self, notification_id: str, idempotency_key: str, correlation_id: str, traceparent: str | None
    ) -> Requested | None:
        """None when there is no such notification. Raises BusUnavailable, AwsError: safe to repeat."""
        record = await self._table.get(keys.notification(notification_id), consistent=True)
        if record is None:
            return None
        flight_key = record["flightKey"]
        request_id = idempotency.request_id(notification_id, idempotency_key)
        detail: dict[str, Any] = {
            "specVersion": SPEC_VERSION,
            "eventId": request_id,
            "requestId": request_id,
            "reason": "resend",
            "flightKey": flight_key,
            "contactId": record["contactId"],
            "notificationId": notification_id,
            "correlationId": correlation_id,
        }
        if (as_of := await self._as_of(flight_key)) is not None:
            detail["asOf"] = as_of
        if traceparent is not None:
            detail["traceparent"] = traceparent
        await self._bus.publish(NOTIFICATION_REQUESTED, detail)
        return Requested(request_id, flight_key, resend_id(request_id, record["channel"]))

    async def _as_of(self, flight_key: str) -> str | None:
        if self._clock is not None:
            return format_instant(self._clock.now())
        state = await self._table.get(keys.flight_state(flight_key), consistent=True)
        return None if state is None else str(state["asOf"])
