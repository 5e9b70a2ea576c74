"""Starting a run again: twice is once, and a throttled start is tried again."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from services.core.errors import Retryable
from services.messenger.sweeper.workflows import StepFunctions


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "StartExecution")


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
