"""Marking: the flight's bookings, in batches, to the function that marks them for rebooking or takes it back.

The function decides from what is announced of the flight when it runs, not from the event: a late copy of
a cancellation may arrive after the reinstatement.
"""

from __future__ import annotations

from infra.workflows.batches import BATCH_SIZE, RESULT, each_batch, hand_over, payload
from infra.workflows.jsonata import State, expr
from infra.workflows.pages import BOOKINGS, another_page, page_ids

ENTRY = "PageBookings"
COUNTS = ("bookings", "marked", "restored", "leftAlone", "failedBookings")


def marking(
    *, page_size: int, batch_size: int, concurrency: int, task_timeout: int, then: str
) -> dict[str, State]:
    """The states of the step. Bookings that fail do not keep anybody from being told."""
    return {
        ENTRY: page_ids(BOOKINGS, page_size, batch_size, "MarkBookings"),
        "MarkBookings": each_batch(
            "MarkBatch", _mark_batch(task_timeout), COUNTS, concurrency, "AnotherPageOfBookings"
        ),
        "AnotherPageOfBookings": another_page(ENTRY, then),
    }


def _mark_batch(task_timeout: int) -> State:
    result = {
        "bookings": expr(f"{RESULT}.bookings"),
        "marked": expr(f"{RESULT}.marked"),
        "restored": expr(f"{RESULT}.restored"),
        "leftAlone": expr(f"{RESULT}.leftAlone"),
        "failedBookings": expr(f"$count([{RESULT}.failed])"),
    }
    failed = {
        "bookings": expr(BATCH_SIZE),
        "marked": 0,
        "restored": 0,
        "leftAlone": 0,
        "failedBookings": expr(BATCH_SIZE),
    }
    return hand_over("${MarkerArn}", payload("mark", "bookings"), result, failed, task_timeout)
