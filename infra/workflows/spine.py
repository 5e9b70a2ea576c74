"""The one spine of the delay, cancellation and gate-change workflows (Standard, JSONata).

Claim the run, settle, (mark the flight's bookings,) page its contacts, tell them in batches, finish with
counts. An event only says "look at this flight now", so every step may be repeated; payloads hold ids,
never contact data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.workflows import marking, telling
from infra.workflows.batches import ERRORS
from infra.workflows.event import read_event
from infra.workflows.failure import FAILED, catch_all, notify_failure
from infra.workflows.jsonata import State, expr
from infra.workflows.outcome import announce_outcome, count_outcome, everything_succeeded
from infra.workflows.pages import BOOKINGS, CONTACTS, FIRST_PAGE
from infra.workflows.run import CONDITION_FAILED, claim, finish, lease


@dataclass(frozen=True, slots=True)
class Spine:
    """What the workflows differ in, and the limits they share; times in seconds.

    `urgent` says of the event (a JSONata expression) that its news must not wait for the settle time;
    `marks` puts the marking of bookings before the telling.
    """

    settle: int
    page_size: int
    batch_size: int
    batch_concurrency: int
    messenger_task_timeout: int
    marker_task_timeout: int
    machine_timeout: int
    lease: int
    restart_backoff: int
    run_retention_days: int
    urgent: str | None = None
    marks: bool = False

    def definition(self, comment: str) -> dict[str, Any]:
        """The state machine. `${TableName}`, `${BusName}` and the functions' ARNs are left to the stack."""
        return {
            "Comment": comment,
            "QueryLanguage": "JSONata",
            "TimeoutSeconds": self.machine_timeout,
            "StartAt": "ReadEvent",
            "States": {
                "ReadEvent": self._read_event(),
                "ClaimRun": self._claim_run(),
                **self._settle(),
                **self._mark(),
                **self._tell(),
                "CountOutcome": count_outcome(self._counts),
                "EverythingSucceeded": everything_succeeded(self._counts),
                "AnnounceOutcome": announce_outcome(self._counts),
                "FinishRun": self._finish_run(),
                "Done": {"Type": "Succeed", "Output": expr("$counts")},
                "EndQuietly": {"Type": "Succeed", "Output": {"eventId": expr("$eventId"), "quiet": True}},
                **notify_failure(self.restart_backoff, after=FAILED),
            },
        }

    @property
    def _counts(self) -> tuple[str, ...]:
        return (*(marking.COUNTS if self.marks else ()), *telling.COUNTS)

    @property
    def _work(self) -> str:
        return marking.ENTRY if self.marks else telling.ENTRY

    def _read_event(self) -> State:
        return {
            "Type": "Pass",
            "Assign": {
                **read_event("$states.input"),
                "execution": expr("$states.context.Execution.Id"),
                "machine": expr("$states.context.StateMachine.Id"),
                **lease(self.lease),
                "attempts": 1,
                **({"urgent": expr(self.urgent)} if self.urgent else {}),
                **FIRST_PAGE,
                **{rows.last: "" for rows in ((BOOKINGS, CONTACTS) if self.marks else (CONTACTS,))},
                **dict.fromkeys(self._counts, 0),
                ERRORS: [],
            },
            "Next": "ClaimRun",
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
            "Next": next(iter(self._settle()), self._work),
        }

    def _settle(self) -> dict[str, State]:
        if not self.settle:
            return {}
        wait = {"Type": "Wait", "Seconds": self.settle, "Next": self._work}
        if not self.urgent:
            return {"Settle": wait}
        # A run that is started again was late before; what it knew of its event is gone besides.
        at_once = {"Condition": expr("$urgent or $attempts > 1"), "Next": self._work}
        return {"Urgent": {"Type": "Choice", "Choices": [at_once], "Default": "Settle"}, "Settle": wait}

    def _mark(self) -> dict[str, State]:
        if not self.marks:
            return {}
        return marking.marking(
            page_size=self.page_size,
            batch_size=self.batch_size,
            concurrency=self.batch_concurrency,
            task_timeout=self.marker_task_timeout,
            then=telling.ENTRY,
        )

    def _tell(self) -> dict[str, State]:
        return telling.telling(
            page_size=self.page_size,
            batch_size=self.batch_size,
            concurrency=self.batch_concurrency,
            task_timeout=self.messenger_task_timeout,
            then="CountOutcome",
        )

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
