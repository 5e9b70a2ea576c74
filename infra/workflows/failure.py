"""NotifyFailure: announce, record, fail. Every path on which a workflow gives up leads through here."""

from __future__ import annotations

from typing import Any

from infra.naming import WORKFLOWS_SOURCE
from infra.workflows.jsonata import expr, or_null
from infra.workflows.retries import BUS_RETRIES
from infra.workflows.run import CONDITION_FAILED, TASK_TIMEOUT_SECONDS, fail
from services.core.contracts.detail_types import WORKFLOW_FAILED
from services.core.contracts.envelope import SPEC_VERSION

State = dict[str, Any]

PUT_EVENTS = "arn:aws:states:::events:putEvents"
ENTRY = "NotifyFailure"
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


def read_event(event: str) -> dict[str, str]:
    """Variables from the bus event at `event`; `$input` keeps what a restart needs, which is ids only."""
    detail = f"{event}.detail"
    return {
        "eventId": expr(f"{detail}.eventId"),
        "flightKey": expr(f"{detail}.flightKey"),
        "correlationId": expr(f"{detail}.correlationId"),
        "asOf": expr(or_null(f"{detail}.asOf")),
        "traceparent": expr(or_null(f"{detail}.traceparent")),
        "input": expr(
            f"{{'source': {event}.source, 'detail-type': {event}.`detail-type`, 'detail': {{"
            + ", ".join(f"'{name}': {detail}.{name}" for name in _KEPT)
            + "}}"
        ),
    }


_KEPT = (
    "specVersion",
    "eventId",
    "flightKey",
    "ver",
    "occurredAt",
    "asOf",
    "correlationId",
    "causationId",
    "traceparent",
)


def announce(detail_type: str, identity: str, data: dict[str, str]) -> State:
    """Puts one fact of the workflows on the bus. A repeat carries the same event id."""
    return {
        "Type": "Task",
        "Resource": PUT_EVENTS,
        "Arguments": {
            "Entries": [
                {
                    "EventBusName": "${BusName}",
                    "Source": WORKFLOWS_SOURCE,
                    "DetailType": detail_type,
                    "Detail": {
                        "specVersion": SPEC_VERSION,
                        "eventId": expr(
                            f"$substring($hash('{detail_type}|' & {identity}, 'SHA-256'), 0, 32)"
                        ),
                        "flightKey": expr("$flightKey"),
                        "asOf": expr("$asOf"),
                        "correlationId": expr("$correlationId"),
                        "causationId": expr("$eventId"),
                        "traceparent": expr("$traceparent"),
                        "data": data,
                    },
                }
            ]
        },
        "Output": {},
        "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
        "Retry": BUS_RETRIES,
    }


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
            "Catch": give_up,
            "Next": "RecordFailure",
        },
        "RecordFailure": {
            **fail(backoff_seconds),
            "Catch": [
                # The run is no longer this execution's: its new owner answers for it.
                {"ErrorEquals": [CONDITION_FAILED], "Next": "Ended"},
                *give_up,
            ],
            "Next": "Ended",
        },
        "Ended": after,
        "GiveUp": {"Type": "Fail", "Error": expr("$errorName"), "Cause": expr("$errorCause")},
    }
