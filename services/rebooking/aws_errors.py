"""What an AWS failure is called; a service's own message may quote the item, so it is never kept."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError

from services.core.errors import Permanent, Retryable

PERMANENT_CODES = frozenset({"ValidationException", "ValidationError", "ItemCollectionSizeLimitExceeded"})
"""Asking again gives the same answer. A missing table or right is repaired from outside: retryable."""


def error_code(error: BotoCoreError | ClientError) -> str:
    """The service's code, or the class of a failure that never reached the service."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "Unknown"))
    return type(error).__name__


def as_service_error(operation: str, code: str) -> Permanent | Retryable:
    """The domain's error for a code."""
    text = f"{operation} failed: {code}"
    return Permanent(text) if code in PERMANENT_CODES else Retryable(text)
