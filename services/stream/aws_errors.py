"""What an AWS failure is called; a service's own message may quote the item, so it is never kept."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError

from services.core.errors import Retryable


def error_code(error: BotoCoreError | ClientError) -> str:
    """The service's code, or the class of a failure that never reached the service."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "Unknown"))
    return type(error).__name__


def retryable(operation: str, error: BotoCoreError | ClientError) -> Retryable:
    """Everything that the table or a queue refuses is an outage: our own requests are of one shape."""
    return Retryable(f"{operation} failed: {error_code(error)}")
