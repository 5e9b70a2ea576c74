"""Stands in for the messenger: what it does with a contact is in the id; it logs what it got."""

import json
import time
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 40


def handle(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The messenger's result for a batch; a look that the bus asks for is none of this suite's business."""
    if "detail-type" in event:
        return {}
    print("BATCH " + json.dumps(event))
    contacts = event["contacts"]
    if any(contact.startswith("crash") for contact in contacts):
        raise ValueError("the fake messenger was asked to crash")
    for contact in contacts:
        _wait_until_released(contact)
    failed = [contact for contact in contacts if contact.startswith("failed")]
    held = sum(contact.startswith("held") for contact in contacts)
    quiet = sum(contact.startswith("quiet") for contact in contacts)
    return {
        "contacts": len(contacts),
        "told": len(contacts) - len(failed) - held - quiet,
        "quiet": {"nothing_new": quiet} if quiet else {},
        "held": held,
        "failed": failed,
    }


def _wait_until_released(contact: str) -> None:
    """`until:<file>` holds the batch until the test writes that file."""
    if contact.startswith("until:"):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not Path(contact.removeprefix("until:")).exists() and time.monotonic() < deadline:
            time.sleep(0.02)
