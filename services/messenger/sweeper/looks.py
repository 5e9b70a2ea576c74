"""A message left pending or put on hold becomes a request for a look."""

from __future__ import annotations

import uuid

from services.core.awsio.blocking.bus import BusEvent
from services.core.clock import Instant, format_instant
from services.core.contracts.detail_types import NOTIFICATION_REQUESTED, SWEEPER
from services.core.contracts.envelope import NAMESPACE, SPEC_VERSION
from services.messenger.ports import Item


def look_request(row: Item, as_of: Instant | None) -> BusEvent:
    """notification.requested for a TOLD row. One due time is one request id, however often it is swept."""
    flight_key, contact_id = row["flightKey"], row["contactId"]
    identity = str(uuid.uuid5(NAMESPACE, f"due|{row['GSI1SK']}"))
    detail = {
        "specVersion": SPEC_VERSION,
        "eventId": identity,
        "requestId": identity,
        "reason": "due",
        "flightKey": flight_key,
        "contactId": contact_id,
        "correlationId": identity,
    }
    if as_of is not None:
        detail["asOf"] = format_instant(as_of)
    return BusEvent(SWEEPER, NOTIFICATION_REQUESTED, detail)
