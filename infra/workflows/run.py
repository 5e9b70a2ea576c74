"""The record of a run, RUN#{eventId}: claimed by one execution, finished or failed by the same one."""

from __future__ import annotations

from typing import Any

from infra.workflows.jsonata import DUE_PARTITION, NOW, State, after, expr, string
from infra.workflows.retries import TABLE_RETRIES

UPDATE_ITEM = "arn:aws:states:::dynamodb:updateItem"
TASK_TIMEOUT_SECONDS = 30
CONDITION_FAILED = "DynamoDB.ConditionalCheckFailedException"

RUN_KEY = {"PK": string("'RUN#' & $eventId"), "SK": {"S": "META"}}


def update_run(
    sets: dict[str, str], values: dict[str, Any], condition: str, removes: tuple[str, ...] = ()
) -> State:
    """One conditional write of the run. `sets` maps attributes to right-hand sides; all names are aliased."""
    names = {*sets, *removes, "status", "execution"}
    assignments = ", ".join(f"#{name} = {value}" for name, value in sets.items())
    removal = " REMOVE " + ", ".join(f"#{name}" for name in removes) if removes else ""
    return {
        "Type": "Task",
        "Resource": UPDATE_ITEM,
        "Arguments": {
            "TableName": "${TableName}",
            "Key": RUN_KEY,
            "ConditionExpression": condition,
            "UpdateExpression": f"SET {assignments}{removal}",
            "ExpressionAttributeNames": {f"#{name}": name for name in sorted(names)},
            "ExpressionAttributeValues": values,
            "ReturnValues": "ALL_NEW",
        },
        "Output": {},
        "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
        "Retry": TABLE_RETRIES,
    }


# What the sweeper needs to start the run again: which machine, and its input (ids only).
IDENTITY = {
    "type": ":type",
    "eventId": ":eventId",
    "flightKey": ":flightKey",
    "correlationId": ":correlationId",
    "machine": ":machine",
    "input": ":input",
}
IDENTITY_VALUES = {
    ":type": {"S": "run"},
    ":eventId": string("$eventId"),
    ":flightKey": string("$flightKey"),
    ":correlationId": string("$correlationId"),
    ":machine": string("$machine"),
    ":input": string("$string($input)"),
}


def due_at(variable: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The attributes that put the run before the sweeper at a time in a variable, and their values.

    A variable, since two expressions that read the clock may read different milliseconds.
    """
    sets = {"due": ":due", "GSI1PK": ":duePartition", "GSI1SK": ":dueSort"}
    values = {
        ":due": string(variable),
        ":duePartition": string(DUE_PARTITION),
        ":dueSort": string(f"{variable} & '#RUN#' & $eventId & '#META'"),
    }
    return sets, values


def lease(seconds: int) -> dict[str, str]:
    """The end of the claim, counted from the start of the machine as its time-out is."""
    return {"leaseUntil": expr(after(seconds))}


def back_off(seconds: int) -> dict[str, str]:
    """When the sweeper may try again: twice as late after each attempt."""
    return {"retryAt": expr(after(f"{seconds} * $power(2, $attempts - 1)"))}


def claim() -> State:
    """Takes the run unless it is done, parked, or held by another execution whose lease has not run out."""
    due_sets, due_values = due_at("$leaseUntil")
    return update_run(
        sets={
            **IDENTITY,
            **due_sets,
            "status": ":running",
            "execution": ":execution",
            "leaseUntil": ":due",
            "startedAt": "if_not_exists(#startedAt, :now)",
            "attempts": "if_not_exists(#attempts, :zero) + :one",
        },
        removes=("error", "cause", "failedAt"),
        condition=(
            "attribute_not_exists(PK) OR #status = :failed"
            " OR (#status = :running AND (#leaseUntil < :now OR #execution = :execution))"
        ),
        values={
            **IDENTITY_VALUES,
            **due_values,
            ":running": {"S": "RUNNING"},
            ":failed": {"S": "FAILED"},
            ":execution": string("$execution"),
            ":now": string(NOW),
            ":zero": {"N": "0"},
            ":one": {"N": "1"},
        },
    )


def finish(retention_days: int) -> State:
    """Marks the run done, on condition that it is still this execution's; nothing is due any more."""
    return update_run(
        sets={"status": ":done", "counts": ":counts", "finishedAt": ":now", "expiresAt": ":expiresAt"},
        removes=("due", "GSI1PK", "GSI1SK", "leaseUntil"),
        condition="#execution = :execution AND (#status = :running OR #status = :done)",
        values={
            ":running": {"S": "RUNNING"},
            ":done": {"S": "DONE"},
            ":execution": string("$execution"),
            ":counts": string("$string($counts)"),
            ":now": string(NOW),
            ":expiresAt": {"N": expr(f"$string($floor($millis() / 1000) + {retention_days * 86_400})")},
        },
    )


def fail() -> State:
    """Records the failure, and that the run is due again at `$retryAt`.

    A run that could not even be claimed is recorded too, so that it is not lost.
    """
    due_sets, due_values = due_at("$retryAt")
    return update_run(
        sets={
            **IDENTITY,
            **due_sets,
            "status": ":failed",
            "execution": ":execution",
            "attempts": "if_not_exists(#attempts, :one)",
            "error": ":error",
            "cause": ":cause",
            "failedAt": ":now",
        },
        removes=("leaseUntil",),
        condition=(
            "attribute_not_exists(PK)"
            " OR (#execution = :execution AND (#status = :running OR #status = :failed))"
        ),
        values={
            **IDENTITY_VALUES,
            **due_values,
            ":running": {"S": "RUNNING"},
            ":failed": {"S": "FAILED"},
            ":execution": string("$execution"),
            ":one": {"N": "1"},
            ":error": string("$errorName"),
            ":cause": string("$errorCause"),
            ":now": string(NOW),
        },
    )
