"""The one spine of the delay, cancellation and gate-change workflows (Standard, JSONata).

Claim the run, settle, page the flight's contacts, tell them in batches, finish with counts. An event only
says "look at this flight now", so every step may be repeated; payloads hold ids, never contact data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.workflows.failure import announce, catch_all, notify_failure, read_event
from infra.workflows.jsonata import expr
from infra.workflows.retries import MESSENGER_RETRIES, TABLE_QUERY_RETRIES
from infra.workflows.run import CONDITION_FAILED, TASK_TIMEOUT_SECONDS, claim, finish
from services.core.contracts.detail_types import DISRUPTION_NOTIFIED

State = dict[str, Any]

QUERY = "arn:aws:states:::aws-sdk:dynamodb:query"
INVOKE = "arn:aws:states:::lambda:invoke"

COUNTS = ("contacts", "told", "held", "quiet", "failedContacts", "failedBatches")


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
                "ReadEvent": _read_event(),
                "ClaimRun": self._claim_run(),
                **self._settle(),
                "PageContacts": self._page_contacts(),
                "TellBatches": self._tell_batches(),
                "AnotherPage": _another_page(),
                "CountOutcome": _count_outcome(),
                "EveryBatchSucceeded": _every_batch_succeeded(),
                "AnnounceOutcome": _announce_outcome(),
                "FinishRun": self._finish_run(),
                "Done": {"Type": "Succeed", "Output": expr("$counts")},
                "EndQuietly": {"Type": "Succeed", "Output": {"eventId": expr("$eventId"), "quiet": True}},
                **notify_failure(self.restart_backoff, after=_failed()),
            },
        }

    def _claim_run(self) -> State:
        return {
            **claim(self.lease),
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

    def _page_contacts(self) -> State:
        """One page of contact ids. A contact on several bookings stands in adjacent items."""
        return {
            "Type": "Task",
            "Resource": QUERY,
            "Arguments": expr(
                "$merge([{"
                "'TableName': '${TableName}', 'ConsistentRead': true, "
                f"'Limit': {self.page_size}, "
                "'KeyConditionExpression': 'PK = :flight AND begins_with(SK, :contacts)', "
                "'ProjectionExpression': 'PK, SK, contactId', "
                "'ExpressionAttributeValues': "
                "{':flight': {'S': 'FLT#' & $flightKey}, ':contacts': {'S': 'CTC#'}}"
                "}, $startKey])"
            ),
            "Assign": {
                "batches": expr(
                    "($ids := [$distinct([$states.result.Items.contactId.S])[$ != $lastContact]]; "
                    f"$count($ids) = 0 ? [] : $partition($ids, {self.batch_size}))"
                ),
                "lastContact": expr(
                    "$count($states.result.Items) = 0 ? $lastContact : $states.result.Items[-1].contactId.S"
                ),
                "startKey": expr(
                    "$exists($states.result.LastEvaluatedKey.PK)"
                    " ? {'ExclusiveStartKey': $states.result.LastEvaluatedKey} : {}"
                ),
                "morePages": expr("$exists($states.result.LastEvaluatedKey.PK)"),
            },
            "Output": {},
            "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
            "Retry": TABLE_QUERY_RETRIES,
            "Catch": catch_all(),
            "Next": "TellBatches",
        }

    def _tell_batches(self) -> State:
        return {
            "Type": "Map",
            "Items": expr("$batches"),
            "MaxConcurrency": self.batch_concurrency,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "INLINE"},
                "StartAt": "TellBatch",
                "States": {"TellBatch": self._tell_batch(), "BatchFailed": {"Type": "Pass", "End": True}},
            },
            "Assign": {name: expr(f"${name} + $sum([$states.result.{name}])") for name in COUNTS},
            "Output": {},
            "Catch": catch_all(),
            "Next": "AnotherPage",
        }

    def _tell_batch(self) -> State:
        """One batch. Its failure is a result, not an error: the other batches go on."""
        payload = {
            "kind": "batch",
            "flightKey": expr("$flightKey"),
            "eventId": expr("$eventId"),
            "correlationId": expr("$correlationId"),
            "asOf": expr("$asOf"),
            "traceparent": expr("$traceparent"),
            "contacts": expr("[$states.input]"),
        }
        told = "$states.result.Payload"
        return {
            "Type": "Task",
            "Resource": INVOKE,
            "Arguments": {"FunctionName": "${MessengerArn}", "Payload": payload},
            "Output": {
                "contacts": expr(f"{told}.contacts"),
                "told": expr(f"{told}.told"),
                "held": expr(f"{told}.held"),
                "quiet": expr(f"$sum([$each({told}.quiet, function($looks) {{ $looks }})])"),
                "failedContacts": expr(f"$count([{told}.failed])"),
                "failedBatches": 0,
            },
            "TimeoutSeconds": self.messenger_task_timeout,
            "Retry": MESSENGER_RETRIES,
            "Catch": [
                {
                    "ErrorEquals": ["States.ALL"],
                    "Output": {
                        "contacts": expr("$count([$states.input])"),
                        "told": 0,
                        "held": 0,
                        "quiet": 0,
                        "failedContacts": expr("$count([$states.input])"),
                        "failedBatches": 1,
                        "error": expr("$states.errorOutput.Error"),
                    },
                    "Next": "BatchFailed",
                }
            ],
            "End": True,
        }

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


def _read_event() -> State:
    return {
        "Type": "Pass",
        "Assign": {
            **read_event("$states.input"),
            "execution": expr("$states.context.Execution.Id"),
            "machine": expr("$states.context.StateMachine.Id"),
            "attempts": 1,
            "startKey": {},
            "lastContact": "",
            **dict.fromkeys(COUNTS, 0),
        },
        "Next": "ClaimRun",
    }


def _another_page() -> State:
    return {
        "Type": "Choice",
        "Choices": [{"Condition": expr("$morePages"), "Next": "PageContacts"}],
        "Default": "CountOutcome",
    }


def _count_outcome() -> State:
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


def _every_batch_succeeded() -> State:
    return {
        "Type": "Choice",
        "Choices": [
            {"Condition": expr("$failedBatches = 0 and $failedContacts = 0"), "Next": "AnnounceOutcome"}
        ],
        "Default": "NotifyFailure",
    }


def _announce_outcome() -> State:
    """Before the run is finished: a crash in between announces twice, the other order perhaps never."""
    return {
        **announce(
            DISRUPTION_NOTIFIED, identity="$eventId", data={name: expr(f"${name}") for name in COUNTS}
        ),
        "Catch": catch_all(),
        "Next": "FinishRun",
    }


def _failed() -> State:
    return {"Type": "Fail", "Error": expr("$errorName"), "Cause": expr("$errorCause")}
