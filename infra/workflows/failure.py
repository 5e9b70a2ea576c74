"""NotifyFailure: announce, record, fail. Every path on which a workflow gives up leads through here."""

from __future__ import annotations

from infra.workflows.announce import announce
from infra.workflows.jsonata import State, expr
from infra.workflows.run import CONDITION_FAILED, back_off, fail
from services.core.contracts.detail_types import WORKFLOW_FAILED

ENTRY = "NotifyFailure"
FAILED = {"Type": "Fail", "Error": expr("$errorName"), "Cause": expr("$errorCause")}
_CAUSE_LIMIT = 500


def catch_all() -> list[State]:
    """Any error of a state, kept in `$errorName` and `$errorCause`, leads to NotifyFailure."""
    return [
        {
            "ErrorEquals": ["States.ALL"],
            "Assign": {
                "errorName": expr("$states.errorOutput.Error"),
                "errorCause": expr(
                    "$exists($states.errorOutput.Cause)"
                    f" ? $substring($states.errorOutput.Cause, 0, {_CAUSE_LIMIT}) : 'no cause given'"
                ),
            },
            "Next": ENTRY,
        }
    ]


def notify_failure(backoff_seconds: int, after: State) -> dict[str, State]:
    """The chain itself; `after` is the state that ends it.

    Announced before it is recorded: a failure that could not be announced stays unrecorded, so the rule on
    the execution's status announces it once more. Either of the two failing ends in `GiveUp`.
    """
    give_up = [{"ErrorEquals": ["States.ALL"], "Next": "GiveUp"}]
    return {
        ENTRY: {
            **announce(
                WORKFLOW_FAILED,
                identity="$execution",
                data={
                    "error": expr("$errorName"),
                    "cause": expr("$errorCause"),
                    "execution": expr("$execution"),
                },
            ),
            "Assign": back_off(backoff_seconds),
            "Catch": give_up,
            "Next": "RecordFailure",
        },
        "RecordFailure": {
            **fail(),
            "Catch": [
                # The run is no longer this execution's: its new owner answers for it.
                {"ErrorEquals": [CONDITION_FAILED], "Next": "Ended"},
                *give_up,
            ],
            "Next": "Ended",
        },
        "Ended": after,
        "GiveUp": FAILED,
    }
