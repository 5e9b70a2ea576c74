"""The change items of the live board: what changed, compact, for an hour, and nothing of whom it is about."""

from collections.abc import Mapping
from typing import Any, Final

from services.core.clock import Clock, Instant, epoch_seconds, wall_deadline
from services.core.table import keys
from services.core.table.flight_item import derived_json

KEPT_SECONDS: Final = 3600


def flight_change(
    state: Mapping[str, Any], sequence_number: str, written_at: Instant, clock: Clock
) -> dict[str, Any]:
    """From a STATE item. A reader keeps the highest `ver` of a flight; times are instants or None."""
    derived = derived_json(state)
    truth = derived["truth"]
    return {
        **_head(str(state["flightKey"]), sequence_number, written_at, clock),
        "type": "flightChange",
        "ver": int(state["ver"]),
        "status": str(state["status"]),
        "phase": derived["phase"],
        "gate": truth["gate"],
        "out": truth["out"],
    }


def notification_change(
    record: Mapping[str, Any], sequence_number: str, written_at: Instant, clock: Clock
) -> dict[str, Any]:
    """From an NTF item: that it exists, not what it says and not to whom."""
    return {
        **_head(str(record["flightKey"]), sequence_number, written_at, clock),
        "type": "notificationChange",
        "notificationId": str(record["notificationId"]),
        "kind": str(record["kind"]),
        "channel": str(record["channel"]),
    }


def _head(flight_key: str, sequence_number: str, written_at: Instant, clock: Clock) -> dict[str, Any]:
    return {
        **keys.change(written_at, flight_key, sequence_number).primary(),
        "flightKey": flight_key,
        "expiresAt": epoch_seconds(wall_deadline(clock, KEPT_SECONDS)),
    }
