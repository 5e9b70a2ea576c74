"""AWS failures become the two kinds of error, and say nothing of the item."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from services.core.errors import Permanent, Retryable
from services.messenger.aws_errors import as_service_error
from services.messenger.sweeper.workflows import StepFunctions


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


def test_an_execution_that_is_there_already_was_started() -> None:
    class Client:
        def start_execution(self, **_: Any) -> None:
            raise client_error("ExecutionAlreadyExists")

    StepFunctions(Client()).start("machine", "name", "{}")


def test_a_start_that_is_throttled_is_retryable() -> None:
    class Client:
        def start_execution(self, **_: Any) -> None:
            raise client_error("ThrottlingException")

    with pytest.raises(Retryable):
        StepFunctions(Client()).start("machine", "name", "{}")
