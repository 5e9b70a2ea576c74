"""Each refusal is the error that tells the caller what to do next."""

from typing import Any

import pytest

from services.core.awsio import errors
from services.core.awsio.classify import asks_to_slow_down, error_of
from services.core.awsio.replies import Reply
from services.core.errors import Permanent, Retryable

CASES: list[tuple[str, int, type[errors.AwsError], type[Exception]]] = [
    ("ConditionalCheckFailedException", 400, errors.ConditionFailed, Permanent),
    ("ProvisionedThroughputExceededException", 400, errors.Throttled, Retryable),
    ("ThrottlingException", 400, errors.Throttled, Retryable),
    ("RequestLimitExceeded", 400, errors.Throttled, Retryable),
    ("Anything", 429, errors.Throttled, Retryable),
    ("ThrottlingException", 503, errors.Throttled, Retryable),
    ("InternalServerError", 500, errors.ServerFault, Retryable),
    ("InternalException", 400, errors.ServerFault, Retryable),
    ("Anything", 502, errors.ServerFault, Retryable),
    ("Anything", 408, errors.ServerFault, Retryable),
    ("Anything", 421, errors.ServerFault, Retryable),
    ("RequestTimeout", 400, errors.ServerFault, Retryable),
    ("RequestTimeoutException", 400, errors.ServerFault, Retryable),
    ("PriorRequestNotComplete", 400, errors.ServerFault, Retryable),
    ("TransactionConflictException", 400, errors.Conflict, Retryable),
    ("TransactionInProgressException", 400, errors.Conflict, Retryable),
    ("ExpiredTokenException", 400, errors.CredentialsExpired, Retryable),
    ("AccessDeniedException", 400, errors.AccessDenied, Permanent),
    ("UnrecognizedClientException", 400, errors.AccessDenied, Permanent),
    ("Anything", 403, errors.AccessDenied, Permanent),
    ("ResourceNotFoundException", 400, errors.NotFound, Permanent),
    ("ValidationException", 400, errors.Invalid, Permanent),
]


@pytest.mark.parametrize(("code", "status", "kind", "family"), CASES)
def test_a_code_has_one_kind(
    code: str, status: int, kind: type[errors.AwsError], family: type[Exception]
) -> None:
    error = error_of(Reply(status, {"__type": f"com.amazon#{code}", "Message": "why"}, request_id="r-1"))
    assert type(error) is kind
    assert isinstance(error, family)
    assert (error.code, error.message, error.status, error.request_id) == (code, "why", status, "r-1")


@pytest.mark.parametrize("unknown", [errors.Timeout, errors.ConnectionLost])
def test_an_unknown_outcome_is_retryable(unknown: type[errors.AwsError]) -> None:
    assert issubclass(unknown, Retryable)


def test_a_failed_condition_brings_the_item_it_met() -> None:
    item = {"ver": {"N": "3"}}
    error = error_of(Reply(400, {"__type": "x#ConditionalCheckFailedException", "Item": item}))
    assert error.item == item


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (["None", "ConditionalCheckFailed"], errors.ConditionFailed),
        (["TransactionConflict", "ConditionalCheckFailed"], errors.ConditionFailed),
        (["TransactionConflict", "None"], errors.Conflict),
        (["ThrottlingError", "None"], errors.Throttled),
        (["ValidationError"], errors.Invalid),
    ],
)
def test_a_cancelled_transaction_is_what_its_reasons_say(
    codes: list[str], kind: type[errors.AwsError]
) -> None:
    reasons: list[dict[str, Any]] = [{"Code": code, "Message": "m"} for code in codes]
    reasons[-1]["Item"] = {"ver": {"N": "1"}}
    error = error_of(Reply(400, {"__type": "x#TransactionCanceledException", "CancellationReasons": reasons}))
    assert type(error) is kind
    assert error.item == {"ver": {"N": "1"}}
    assert [reason["Code"] for reason in error.reasons] == codes


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.ServerFault),
        (405, errors.ServerFault),
        (408, errors.ServerFault),
        (403, errors.AccessDenied),
        (404, errors.NotFound),
        (413, errors.Invalid),
    ],
)
def test_a_refusal_without_a_code_judges_no_request_unless_it_is_too_large(
    status: int, kind: type[errors.AwsError]
) -> None:
    error = error_of(Reply(status, {"message": "<html>Bad Request</html>"}))
    assert type(error) is kind
    assert error.code == f"Http{status}"


def test_the_code_may_stand_in_the_header() -> None:
    reply = Reply(400, {}, error_type="ResourceNotFoundException:http://internal.amazon.com/")
    assert error_of(reply).code == "ResourceNotFoundException"


def test_a_plain_success_does_not_ask_to_slow_down() -> None:
    assert not asks_to_slow_down({"Responses": {"table": [{}]}})
    assert not asks_to_slow_down({"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]})
    assert not asks_to_slow_down({})
