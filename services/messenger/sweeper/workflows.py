"""State machines over boto3."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.errors import as_service_error, error_code


class StepFunctions:
    """`Workflows` on a Step Functions client that the composition root configured."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def start(self, machine: str, name: str, payload: str) -> None:
        try:
            self._client.start_execution(stateMachineArn=machine, name=name, input=payload)
        except ClientError as error:
            if error_code(error) != "ExecutionAlreadyExists":
                raise as_service_error("start_execution", error) from error
        except BotoCoreError as error:
            raise as_service_error("start_execution", error) from error
