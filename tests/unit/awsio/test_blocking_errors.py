"""AWS failures become the two kinds of error, and say nothing of the item."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from services.core.awsio.blocking.errors import as_service_error, service_error
from services.core.errors import Permanent, Retryable


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "Item {ann@example.com}"}}, "PutItem")


@pytest.mark.parametrize(
    "code", ["ThrottlingException", "AccessDeniedException", "ResourceNotFoundException"]
)
def test_what_may_be_repaired_from_outside_is_tried_again(code: str) -> None:
    assert isinstance(as_service_error("put_item", client_error(code)), Retryable)


def test_a_connection_that_fails_is_tried_again() -> None:
    error = as_service_error("get_item", ReadTimeoutError(endpoint_url="http://table"))

    assert isinstance(error, Retryable)
    assert str(error) == "get_item failed: ReadTimeoutError"


def test_an_invalid_request_is_permanent_and_its_message_is_not_repeated() -> None:
    error = as_service_error("put_item", client_error("ValidationException"))

    assert isinstance(error, Permanent)
    assert str(error) == "put_item failed: ValidationException"


@pytest.mark.parametrize(("code", "kind"), [("ValidationError", Permanent), ("ThrottlingError", Retryable)])
def test_the_reason_of_one_item_in_a_cancelled_transaction_is_judged_alike(
    code: str, kind: type[Exception]
) -> None:
    assert isinstance(service_error("transact_write_items", code), kind)
