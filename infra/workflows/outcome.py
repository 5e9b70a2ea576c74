"""How a run ends: told with counts, or failed as soon as one batch or contact was."""

from __future__ import annotations

from infra.workflows.announce import announce
from infra.workflows.batches import COUNTS
from infra.workflows.failure import ENTRY, catch_all
from infra.workflows.jsonata import State, expr
from services.core.contracts.detail_types import DISRUPTION_NOTIFIED


def count_outcome() -> State:
    """The counts, and the failure to report should they hold one."""
    return {
        "Type": "Pass",
        "Assign": {
            "counts": {name: expr(f"${name}") for name in COUNTS},
            "errorName": "FlightPulse.ContactsNotTold",
            "errorCause": expr(
                "$string($failedBatches) & ' batches and ' & $string($failedContacts) & ' contacts failed'"
            ),
        },
        "Next": "EveryBatchSucceeded",
    }


def every_batch_succeeded() -> State:
    """A contact that the messenger could not tell is as bad as a batch that crashed."""
    return {
        "Type": "Choice",
        "Choices": [
            {"Condition": expr("$failedBatches = 0 and $failedContacts = 0"), "Next": "AnnounceOutcome"}
        ],
        "Default": ENTRY,
    }


def announce_outcome() -> State:
    """Before the run is finished: a crash in between announces twice, the other order perhaps never."""
    return {
        **announce(
            DISRUPTION_NOTIFIED, identity="$eventId", data={name: expr(f"${name}") for name in COUNTS}
        ),
        "Catch": catch_all(),
        "Next": "FinishRun",
    }
