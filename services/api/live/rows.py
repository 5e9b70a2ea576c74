"""Rows of the board as its page gets them, from change items and from the state of a flight: pure."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from services.core.clock import Instant, format_instant
from services.core.contracts import detail_types
from services.core.flight.key import FlightKey
from services.core.table.change_item import flight_row

Row = dict[str, Any]

DONE: Final = "DONE"
OVER: Final = frozenset({DONE, "PARKED"})
"""States of a workflow after which nothing more happens by itself."""

_KINDS: Final = {
    detail_types.FLIGHT_GATE_CHANGED: "gate_change",
    detail_types.FLIGHT_CANCELLED: "cancellation",
    detail_types.FLIGHT_REINSTATED: "cancellation",
}


def flight_from_change(item: Mapping[str, Any]) -> Row:
    """From a change item. What it does not hold is null."""
    return {
        **_of_key(item["flightKey"]),
        **_flight(item),
        "changedAt": _time(item.get("writtenAt")),
        "changes": list(item.get("changes", ())),
    }


def flight_from_state(state: Mapping[str, Any]) -> Row:
    """From a STATE item, which does not hold when it was written."""
    return {**_of_key(state["flightKey"]), **_flight(flight_row(state)), "changedAt": None, "changes": []}


def disruption(item: Mapping[str, Any]) -> Row:
    """How a workflow stands. Its counts are there once it has ended well."""
    counts = item.get("counts") or {}
    at = item["writtenAt"]
    return {
        "eventId": item["eventId"],
        "flightKey": item["flightKey"],
        "kind": _KINDS.get(item["detailType"], "delay"),
        "state": item["state"],
        "startedAt": _time(item.get("startedAt", at)),
        "updatedAt": _time(at),
        "contacts": counts.get("contacts"),
        "told": counts.get("told"),
        "held": counts.get("held"),
        "failed": counts.get("failedContacts"),
        "attempt": item.get("attempt"),
        "reason": item.get("error"),
    }


def message(item: Mapping[str, Any]) -> Row:
    """That somebody was told, not whom and not what."""
    return {
        "notificationId": item["notificationId"],
        "flightKey": item["flightKey"],
        "kind": item["kind"],
        "channel": item["channel"],
        "source": item.get("source"),
        "at": _time(item.get("writtenAt")),
    }


def _flight(row: Mapping[str, Any]) -> Row:
    return {
        "destination": row.get("destination"),
        "status": row["status"],
        "phase": row["phase"],
        "timeliness": row.get("timeliness"),
        "disposition": row.get("disposition"),
        "delayMinutes": row.get("delayMinutes"),
        "gate": row.get("gate"),
        "terminal": row.get("terminal"),
        "scheduledOut": _time(row.get("scheduledOut")),
        "estimatedOut": _time(row.get("estimatedOut")),
        "actualOut": _time(row.get("actualOut")),
        "version": row["ver"],
    }


@lru_cache(maxsize=20_000)
def _known(flight_key: str) -> tuple[tuple[str, str], ...]:
    key = FlightKey.parse(flight_key)
    return (
        ("flightKey", flight_key),
        ("designator", key.designator),
        ("carrier", key.carrier),
        ("originDate", key.date.isoformat()),
        ("origin", key.airport),
    )


def _of_key(flight_key: str) -> Row:
    return dict(_known(flight_key))


def _time(instant: Instant | None) -> str | None:
    return None if instant is None else format_instant(int(instant))
