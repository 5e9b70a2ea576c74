"""The composition root: settings to a handler with real adapters."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TextIO

from services.core.awsio.blocking.clients import client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from services.core.clock import WallClock
from services.stream.batch import BatchHandler
from services.stream.dynamo import DynamoTable
from services.stream.failure_queue import SqsFailureQueue
from services.stream.settings import Settings


def batch_handler(environment: Mapping[str, str] = os.environ, metrics: TextIO = sys.stdout) -> BatchHandler:
    """A handler as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    return BatchHandler(
        DynamoTable(client("dynamodb"), settings.table, time.sleep),
        EventBridgeBus(client("events"), settings.bus, time.sleep),
        SqsFailureQueue(client("sqs"), settings.failure_queue_url),
        WallClock(),
        metrics,
    )
