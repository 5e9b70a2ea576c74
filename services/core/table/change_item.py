"""The change items of the live board: what changed, compact, for an hour, and nothing of whom it is about.

What has no value is left out. Times are instants.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.core.clock import Instant, epoch_seconds, parse_instant
from services.core.table import change_keys
from services.core.table.flight_item import derived_json

KEPT_SECONDS: Final = 3600

FLIGHT: Final = "flightChange"
NOTIFICATION: Final = "notificationChange"
RUN: Final = "runChange"

_FACTS: Final = ("destination", "scheduledOut", "estimatedOut", "actualOut")
_SHOWN: Final = ("gate", "terminal", "delay", "status", "phase", "disposition", "estimatedOut", "actualOut")
"""What `changes` may name: what a board shows of a flight."""


@dataclass(frozen=True, slots=True)
class Change:
    """One write to the table as the board is told of it; `item` says where, once it is put there."""

    flight_key: str
    sequence_number: str
    attributes: Mapping[str, Any]

    def item(self, at: Instant) -> dict[str, Any]:
        """The item, if it is put into the table at this time of the wall clock."""
        shown = {name: value for name, value in self.attributes.items() if value is not None}
        return {
            **change_keys.change(at, self.flight_key, self.sequence_number).primary(),
            "type": self.attributes["type"],
            "flightKey": self.flight_key,
            "expiresAt": epoch_seconds(at) + KEPT_SECONDS,
            # As one text: nobody asks the table for a part of it.
            "shown": json.dumps(shown, ensure_ascii=False, separators=(",", ":")),
        }


def read_change(item: Mapping[str, Any]) -> dict[str, Any]:
    """What the item was made of, beside its keys. Raises ValueError when it is no change item."""
    shown: dict[str, Any] = json.loads(item["shown"])
    return {"PK": item["PK"], "SK": item["SK"], "flightKey": item["flightKey"], **shown}


def flight_row(state: Mapping[str, Any]) -> dict[str, Any]:
    """What a board shows of a flight, from its STATE item."""
    derived = derived_json(state)
    truth, facts = derived["truth"], derived.get("facts", {})
    return {
        "ver": int(state["ver"]),
        "status": str(state["status"]),
        "phase": derived["phase"],
        "timeliness": derived.get("timeliness"),
        "disposition": derived.get("disposition"),
        "delayMinutes": derived.get("delayMinutes"),
        "gate": truth["gate"],
        "terminal": truth.get("terminal"),
        "out": truth["out"],
        **{name: facts.get(name) for name in _FACTS},
        "asOf": parse_instant(state["asOf"]) if state.get("asOf") else None,
    }


def flight_change(
    state: Mapping[str, Any], before: Mapping[str, Any] | None, sequence_number: str, written_at: Instant
) -> Change:
    """From a STATE item, and from what it was. A reader keeps the highest `ver` of a flight."""
    row = flight_row(state)
    old = None if before is None else flight_row(before)
    return Change(
        str(state["flightKey"]),
        sequence_number,
        {"type": FLIGHT, **row, "writtenAt": written_at, "changes": _changes(row, old)},
    )


def notification_change(record: Mapping[str, Any], sequence_number: str, written_at: Instant) -> Change:
    """From an NTF item: that it exists and whether a template made it, not what it says and not to whom."""
    return Change(
        str(record["flightKey"]),
        sequence_number,
        {
            "type": NOTIFICATION,
            "notificationId": str(record["notificationId"]),
            "kind": str(record["kind"]),
            "channel": str(record["channel"]),
            "source": record.get("source"),
            "writtenAt": written_at,
        },
    )


def run_change(run: Mapping[str, Any], sequence_number: str, written_at: Instant) -> Change:
    """From a RUN item: how a workflow stands. Of one event a reader keeps the highest sequence number.

    `awareAt` is when what started it became true at its source, by event time.
    """
    started: Mapping[str, Any] = json.loads(run["input"])
    aware_at = started["detail"].get("occurredAt")
    return Change(
        str(run["flightKey"]),
        sequence_number,
        {
            "type": RUN,
            "eventId": str(run["eventId"]),
            "detailType": started["detail-type"],
            "state": str(run["status"]),
            "attempt": run.get("attempts"),
            "startedAt": parse_instant(run["startedAt"]) if run.get("startedAt") else None,
            "counts": json.loads(run["counts"]) if run.get("counts") else None,
            "error": run.get("error"),
            "awareAt": parse_instant(aware_at) if aware_at else None,
            "writtenAt": written_at,
        },
    )


def _changes(row: Mapping[str, Any], old: Mapping[str, Any] | None) -> list[str]:
    """Names of what is shown otherwise than before; nothing of a flight that was not there."""
    if old is None:
        return []
    stored = {"delay": "delayMinutes"}
    return [name for name in _SHOWN if row[stored.get(name, name)] != old[stored.get(name, name)]]
