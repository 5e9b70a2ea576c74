"""Retries by error class. Every delay is drawn at random from zero up: callers that failed together part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Retrier = dict[str, Any]


def _retrier(errors: Sequence[str], interval: int, attempts: int, longest: int) -> Retrier:
    return {
        "ErrorEquals": list(errors),
        "IntervalSeconds": interval,
        "BackoffRate": 2,
        "MaxAttempts": attempts,
        "MaxDelaySeconds": longest,
        "JitterStrategy": "FULL",
    }


def _throttled(*errors: str) -> Retrier:
    """Told to slow down: many patient attempts."""
    return _retrier(errors, interval=1, attempts=6, longest=20)


def _transient(*errors: str) -> Retrier:
    """A fault of the service or of the way to it: a few attempts."""
    return _retrier([*errors, "States.Timeout"], interval=2, attempts=3, longest=15)


# What is left after these is a refusal (a condition, a malformed call): repeating it will not help.

TABLE_RETRIES = [
    _throttled(
        "DynamoDB.ProvisionedThroughputExceededException",
        "DynamoDB.RequestLimitExceeded",
        "DynamoDB.ThrottlingException",
    ),
    _transient("DynamoDB.InternalServerError", "DynamoDB.SdkClientException"),
]

# The same service through the SDK integration spells its errors otherwise.
TABLE_QUERY_RETRIES = [
    _throttled(
        "DynamoDb.ProvisionedThroughputExceededException",
        "DynamoDb.RequestLimitExceededException",
        "DynamoDb.ThrottlingException",
    ),
    _transient("DynamoDb.InternalServerErrorException", "DynamoDb.SdkClientException"),
]

# FailedEntry is PutEvents' own partial failure, throttling for the most part.
BUS_RETRIES = [
    _throttled("EventBridge.FailedEntry", "EventBridge.ThrottlingException"),
    _transient("EventBridge.InternalException", "EventBridge.SdkClientException"),
]

FUNCTION_RETRIES = [
    _throttled("Lambda.TooManyRequestsException"),
    _transient(
        "Lambda.ServiceException",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.ClientExecutionTimeoutException",
    ),
    # The function's own failure. Looks and marks are idempotent, so a second and third try do no harm.
    _retrier(["States.TaskFailed"], interval=2, attempts=2, longest=15),
]
