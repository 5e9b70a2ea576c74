"""Which kind of error an AWS failure is: worth another try, or not."""

from __future__ import annotations

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.core.errors import Permanent, Retryable

PERMANENT_CODES: Final = frozenset(
    {
        "ValidationException",
        "ValidationError",  # as one item's reason in a cancelled transaction
        "ItemCollectionSizeLimitExceededException",
        "ItemCollectionSizeLimitExceeded",  # likewise
        "SerializationException",
        "InvalidName",
        "InvalidExecutionInput",
        "StateMachineDoesNotExist",
        "InvalidArn",
    }
)
"""Asking again gives the same answer. A missing table, bus or right is repaired from outside: retryable."""


def error_code(error: BotoCoreError | ClientError) -> str:
    """The service's code, or the class of a failure that never reached the service."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "Unknown"))
    return type(error).__name__


def as_service_error(operation: str, error: BotoCoreError | ClientError) -> Permanent | Retryable:
    """The domain's error for it. Only the code is kept: a service's message may quote the item."""
    return service_error(operation, error_code(error))


def service_error(operation: str, code: str) -> Permanent | Retryable:
    """The domain's error for a code that stands elsewhere in an answer."""
    text = f"{operation} failed: {code}"
    return Permanent(text) if code in PERMANENT_CODES else Retryable(text)
