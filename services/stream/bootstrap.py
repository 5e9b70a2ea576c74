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
from services.core.embedded_metrics import metrics_to
from services.core.tracing.bus import TracedBus
from services.core.tracing.functions import function_tracer
from services.core.tracing.port import Tracer
from services.stream.batch import BatchHandler
from services.stream.dynamo import DynamoTable
from services.stream.failure_queue import SqsFailureQueue
from services.stream.settings import Settings


def batch_handler(
    environment: Mapping[str, str] = os.environ, lines: TextIO = sys.stdout
) -> tuple[BatchHandler, Tracer]:
    """A handler as the environment describes it, and the tracer of its batches. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    clock = WallClock()
    tracer = function_tracer(settings.telemetry.tracing)
    bus = EventBridgeBus(client("events"), settings.bus, time.sleep)
    handler = BatchHandler(
        DynamoTable(client("dynamodb"), settings.table, time.sleep),
        TracedBus(bus, settings.bus, tracer),
        SqsFailureQueue(client("sqs"), settings.failure_queue_url),
        clock,
        metrics_to(lines, clock, wanted=settings.telemetry.embedded_metrics),
    )
    return handler, tracer
