"""Retries by error class. Every delay is drawn at random from zero up: callers that failed together part."""

from __future__ import annotations

from typing import Any

Retrier = dict[str, Any]


def _retrier(errors: list[str], interval: int, attempts: int, longest: int) -> Retrier:
    return {
        "ErrorEquals": errors,
        "IntervalSeconds": interval,
        "BackoffRate": 2,
        "MaxAttempts": attempts,
        "MaxDelaySeconds": longest,
        "JitterStrategy": "FULL",
    }


# Told to slow down: many patient attempts. The optimised integration says DynamoDB, the SDK's says DynamoDb.
_THROTTLED = [
    "Lambda.TooManyRequestsException",
    "DynamoDB.ProvisionedThroughputExceededException",
    "DynamoDB.RequestLimitExceeded",
    "DynamoDB.ThrottlingException",
    "DynamoDb.ProvisionedThroughputExceededException",
    "DynamoDb.RequestLimitExceeded",
    "DynamoDb.ThrottlingException",
    "EventBridge.FailedEntry",
]

# A fault of the service or of the way to it: a few attempts.
_TRANSIENT = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.ClientExecutionTimeoutException",
    "DynamoDB.InternalServerError",
    "DynamoDB.SdkClientException",
    "DynamoDb.InternalServerErrorException",
    "DynamoDb.SdkClientException",
    "EventBridge.InternalException",
    "EventBridge.SdkClientException",
    "States.Timeout",
]

SERVICE_RETRIES: list[Retrier] = [
    _retrier(_THROTTLED, interval=1, attempts=6, longest=20),
    _retrier(_TRANSIENT, interval=2, attempts=3, longest=15),
]
"""For the table and the bus: what is left after these is a refusal, and repeating will not help."""

MESSENGER_RETRIES: list[Retrier] = [
    *SERVICE_RETRIES,
    # The messenger's own failure. A look is idempotent, so a second and third one do no harm.
    _retrier(["States.TaskFailed"], interval=2, attempts=2, longest=15),
]
