"""The composition root: settings to a marker with real adapters."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from services.core.awsio.blocking.clients import client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from services.core.tracing.bus import TracedBus
from services.core.tracing.functions import function_tracer
from services.core.tracing.port import Tracer
from services.rebooking.dynamo import DynamoTable
from services.rebooking.marker import Marker
from services.rebooking.settings import Settings


def marker(environment: Mapping[str, str] = os.environ) -> tuple[Marker, Tracer]:
    """A marker as the environment describes it, and the tracer of its batches. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    tracer = function_tracer(settings.telemetry.tracing)
    bus = EventBridgeBus(client("events"), settings.bus, time.sleep)
    table = DynamoTable(client("dynamodb"), settings.table)
    return Marker(table, TracedBus(bus, settings.bus, tracer), time.sleep), tracer
