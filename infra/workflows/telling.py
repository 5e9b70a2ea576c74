"""Telling: the flight's contacts, in batches, to the messenger."""

from __future__ import annotations

from infra.workflows.batches import BATCH_SIZE, RESULT, each_batch, hand_over, payload
from infra.workflows.jsonata import State, expr
from infra.workflows.pages import CONTACTS, another_page, page_ids

ENTRY = "PageContacts"
COUNTS = ("contacts", "told", "held", "quiet", "failedContacts", "failedBatches")


def telling(
    *, page_size: int, batch_size: int, concurrency: int, task_timeout: int, then: str
) -> dict[str, State]:
    """The states of the step; a contact with several bookings is in one batch only."""
    return {
        ENTRY: page_ids(CONTACTS, page_size, batch_size, "TellBatches"),
        "TellBatches": each_batch("TellBatch", _tell_batch(task_timeout), COUNTS, concurrency, "AnotherPage"),
        "AnotherPage": another_page(ENTRY, then),
    }


def _tell_batch(task_timeout: int) -> State:
    result = {
        "contacts": expr(f"{RESULT}.contacts"),
        "told": expr(f"{RESULT}.told"),
        "held": expr(f"{RESULT}.held"),
        "quiet": expr(f"$sum([$each({RESULT}.quiet, function($looks) {{ $looks }})])"),
        "failedContacts": expr(f"$count([{RESULT}.failed])"),
        "failedBatches": 0,
    }
    failed = {
        "contacts": expr(BATCH_SIZE),
        "told": 0,
        "held": 0,
        "quiet": 0,
        "failedContacts": expr(BATCH_SIZE),
        "failedBatches": 1,
    }
    return hand_over("${MessengerArn}", payload("batch", "contacts"), result, failed, task_timeout)
