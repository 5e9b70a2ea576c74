"""The TOLD item of a contact on a flight, and back."""

import json
from collections.abc import Mapping
from typing import Any

from services.core.clock import format_instant, parse_instant
from services.core.flight.truth import Truth
from services.core.table import keys
from services.core.table.flight_item import dumps
from services.core.telling.aspect import Aspect
from services.core.telling.told import Held, Told

COMES_AND_GOES = ("values", "pending", "heldUntil", "holdToken", "due", "GSI1PK", "GSI1SK")
"""Attributes that one TOLD item has and the next may lack: whoever replaces it by an update removes them."""


def told_item(flight_key: str, contact_id: str, told: Told) -> dict[str, Any]:
    """The whole TOLD item; the sweeper's index entry is there only while something is due."""
    key = keys.told(flight_key, contact_id)
    item: dict[str, Any] = {
        **key.primary(),
        "type": "told",
        "flightKey": flight_key,
        "contactId": contact_id,
        "n": told.n,
        "everTold": dumps(sorted(told.ever)),
    }
    if told.values is not None:
        item["values"] = dumps(told.values.to_json())
    if told.pending:
        item["pending"] = dumps([dict(notification) for notification in told.pending])
    if told.held is not None:
        item["heldUntil"] = format_instant(told.held.until)
        item["holdToken"] = told.held.token
    if told.due is not None:
        item["due"] = format_instant(told.due)
        item.update(keys.due(key, told.due).gsi1())
    return item


def told_of(item: Mapping[str, Any] | None) -> Told:
    """What the item says; a contact without one was never told anything."""
    if item is None:
        return Told()
    held = item.get("heldUntil")
    return Told(
        int(item["n"]),
        Truth.from_json(json.loads(item["values"])) if "values" in item else None,
        frozenset(Aspect(name) for name in json.loads(item["everTold"])),
        tuple(json.loads(item["pending"])) if "pending" in item else (),
        parse_instant(item["due"]) if "due" in item else None,
        Held(parse_instant(held), item["holdToken"]) if held else None,
    )
