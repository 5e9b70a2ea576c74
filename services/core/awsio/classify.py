"""Which error an answer is, and which answers say "slower" without being one."""

from typing import Any

from services.core.awsio import errors
from services.core.awsio.replies import Reply

THROTTLING = frozenset(
    {
        "LimitExceededException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottledException",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
SKEWED = frozenset({"InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired"})
_DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "NotAuthorizedException",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_CONFLICT = frozenset(
    {"TransactionConflict", "TransactionConflictException", "TransactionInProgressException"}
)
_FAULT = frozenset(
    {
        "InternalException",
        "InternalFailure",
        "InternalServerError",
        "PriorRequestNotComplete",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceUnavailable",
    }
)
_FAULT_STATUS = frozenset({408, 421, 425})
"""The server gave up waiting, or it was the wrong one, or too early: nothing is said about the request."""
_TOO_LARGE = 413


def error_of(reply: Reply) -> errors.AwsError:
    """The typed error of an answer that is not a success."""
    code = reply.code or f"Http{reply.status}"
    reasons = reply.body.get("CancellationReasons") or []
    message = str(reply.body.get("message") or reply.body.get("Message") or "")
    item = reply.body.get("Item")
    kind = _kind(reply.code, reply.status)
    if code == "TransactionCanceledException":
        kind = _kind_of_cancelled({str(reason.get("Code")) for reason in reasons})
        item = next((reason["Item"] for reason in reasons if reason.get("Item")), None)
    return kind(code, message, reply.status, reply.request_id, item, reasons)


def asks_to_slow_down(body: dict[str, Any]) -> bool:
    """True for a success in which entries were throttled (PutEvents, batch writes, PartiQL batches)."""
    if body.get("UnprocessedItems") or body.get("UnprocessedKeys"):
        return True
    if body.get("FailedEntryCount"):
        return any(entry.get("ErrorCode") in THROTTLING for entry in body.get("Entries", ()))
    answers = body.get("Responses")
    return isinstance(answers, list) and any(
        answer.get("Error", {}).get("Code") in THROTTLING for answer in answers
    )


def _kind(code: str, status: int) -> type[errors.AwsError]:
    if code == "ConditionalCheckFailedException":
        return errors.ConditionFailed
    if code in THROTTLING or status == 429:
        return errors.Throttled
    if status >= 500 or status in _FAULT_STATUS or code in _FAULT:
        return errors.ServerFault
    if code in _CONFLICT:
        return errors.Conflict
    if code in EXPIRED:
        return errors.CredentialsExpired
    if code in _DENIED or status in (401, 403):
        return errors.AccessDenied
    if code.endswith(("NotFoundException", "DoesNotExist")) or status == 404:
        return errors.NotFound
    if not code and status != _TOO_LARGE:
        # A proxy's page: whatever it dislikes, the service has not judged the request.
        return errors.ServerFault
    return errors.Invalid


def _kind_of_cancelled(codes: set[str]) -> type[errors.AwsError]:
    """A cancelled transaction is as bad as its worst reason: a condition decides, then the rest."""
    if "ConditionalCheckFailed" in codes:
        return errors.ConditionFailed
    if codes & THROTTLING:
        return errors.Throttled
    if codes & _CONFLICT:
        return errors.Conflict
    return errors.Invalid
