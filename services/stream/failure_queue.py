"""The failure queue over boto3."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.stream.aws_errors import retryable


class SqsFailureQueue:
    """`FailureQueue` on an SQS client that the composition root configured."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, report: Mapping[str, Any]) -> None:
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(report, sort_keys=True))
        except (BotoCoreError, ClientError) as error:
            raise retryable("send_message", error) from error
