"""The one spine of the delay, cancellation and gate-change workflows (Standard, JSONata).

Claim the run, settle, page the flight's contacts, tell them in batches, finish with counts. An event only
says "look at this flight now", so every step may be repeated; payloads hold ids, never contact data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.workflows.batches import COUNTS, tell_batches
from infra.workflows.contacts import FIRST_PAGE, another_page, page_contacts
from infra.workflows.event import read_event
from infra.workflows.failure import FAILED, catch_all, notify_failure
from infra.workflows.jsonata import State, expr
from infra.workflows.outcome import announce_outcome, count_outcome, every_batch_succeeded
from infra.workflows.run import CONDITION_FAILED, claim, finish, lease


@dataclass(frozen=True, slots=True)
class Spine:
    """What the workflows differ in, and the limits they share; times in seconds."""

    settle: int
    page_size: int
    batch_size: int
    batch_concurrency: int
    messenger_task_timeout: int
    machine_timeout: int
    lease: int
    restart_backoff: int
    run_retention_days: int

    def definition(self, comment: str) -> dict[str, Any]:
        """The state machine. `${TableName}`, `${BusName}` and `${MessengerArn}` are left to the stack."""
        return {
            "Comment": comment,
            "QueryLanguage": "JSONata",
            "TimeoutSeconds": self.machine_timeout,
            "StartAt": "ReadEvent",
            "States": {
                "ReadEvent": _read_event(self.lease),
                "ClaimRun": self._claim_run(),
                **self._settle(),
                "PageContacts": page_contacts(self.page_size, self.batch_size),
                "TellBatches": tell_batches(self.batch_concurrency, self.messenger_task_timeout),
                "AnotherPage": another_page(),
                "CountOutcome": count_outcome(),
                "EveryBatchSucceeded": every_batch_succeeded(),
                "AnnounceOutcome": announce_outcome(),
                "FinishRun": self._finish_run(),
                "Done": {"Type": "Succeed", "Output": expr("$counts")},
                "EndQuietly": {"Type": "Succeed", "Output": {"eventId": expr("$eventId"), "quiet": True}},
                **notify_failure(self.restart_backoff, after=FAILED),
            },
        }

    def _claim_run(self) -> State:
        return {
            **claim(),
            "Assign": {"attempts": expr("$number($states.result.Attributes.attempts.N)")},
            "Catch": [
                # Done, parked, or in the hands of another execution: this is a repeat of the event.
                {"ErrorEquals": [CONDITION_FAILED], "Next": "EndQuietly"},
                *catch_all(),
            ],
            "Next": "Settle" if self.settle else "PageContacts",
        }

    def _settle(self) -> dict[str, State]:
        if not self.settle:
            return {}
        return {"Settle": {"Type": "Wait", "Seconds": self.settle, "Next": "PageContacts"}}

    def _finish_run(self) -> State:
        return {
            **finish(self.run_retention_days),
            "Catch": [
                # The lease ran out and another execution took over: the run is its to finish.
                {"ErrorEquals": [CONDITION_FAILED], "Next": "EndQuietly"},
                *catch_all(),
            ],
            "Next": "Done",
        }


def _read_event(lease_seconds: int) -> State:
    return {
        "Type": "Pass",
        "Assign": {
            **read_event("$states.input"),
            "execution": expr("$states.context.Execution.Id"),
            "machine": expr("$states.context.StateMachine.Id"),
            **lease(lease_seconds),
            "attempts": 1,
            **FIRST_PAGE,
            **dict.fromkeys(COUNTS, 0),
        },
        "Next": "ClaimRun",
    }
