"""The failure queue over boto3."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.errors import error_code
from services.core.errors import Retryable


class SqsFailureQueue:
    """`FailureQueue` on an SQS client that the composition root configured."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, report: Mapping[str, Any]) -> None:
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(report, sort_keys=True))
        except (BotoCoreError, ClientError) as error:
            # All our reports are of one shape: whatever the queue refuses is an outage.
            raise Retryable(f"send_message failed: {error_code(error)}") from error
