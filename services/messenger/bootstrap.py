"""The composition root: settings to a messenger or a sweeper with real adapters."""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from services.core.awsio.blocking.clients import client, quick_client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from services.core.clock import Clock, WallClock
from services.core.embedded_metrics import Metrics, metrics_to
from services.core.tracing.bus import TracedBus
from services.core.tracing.functions import function_tracer
from services.core.tracing.port import Tracer
from services.messenger.deliver import Messenger, SecondsLeft
from services.messenger.desk import Desk
from services.messenger.dynamo import DynamoTable
from services.messenger.metrics import Seen
from services.messenger.readers import Readers
from services.messenger.record import Writers
from services.messenger.settings import Settings
from services.messenger.sweeper.runs import RunSweeper
from services.messenger.sweeper.sweep_all import Sweeper
from services.messenger.sweeper.workflows import StepFunctions
from services.messenger.text_source import text_source
from services.messenger.writer import VerifiedTextWriter


def messenger(environment: Mapping[str, str] = os.environ, lines: TextIO = sys.stdout) -> Messenger:
    """A messenger as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    clock = WallClock()
    table = DynamoTable(quick_client("dynamodb"), settings.table)
    tracer = function_tracer(settings.telemetry.tracing)
    bus = TracedBus(EventBridgeBus(quick_client("events"), settings.bus, time.sleep), settings.bus, tracer)
    metrics = metrics_to(lines, clock, wanted=settings.telemetry.embedded_metrics)
    source = text_source(settings, table, clock, metrics)
    # A call of the model, its repair, and what it takes to write and publish the text.
    reserve = 2 * settings.model_deadline_seconds + 4
    readers = Readers(table, clock if settings.clock == "wall" else None)
    writers = Writers(table)

    def desk_for(seconds_left: SecondsLeft) -> Desk:
        seen = Seen()
        return Desk(
            readers,
            writers,
            bus,
            VerifiedTextWriter(source, seconds_left, reserve, seen),
            clock,
            settings.lease_seconds,
            token=lambda: uuid.uuid4().hex,
            seen=seen,
        )

    return Messenger(desk_for, metrics, tracer)


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A sweeper, its wall clock, whether business time is a replay's, and where it says how it went."""

    sweeper: Sweeper
    clock: Clock
    in_replay: bool
    tracer: Tracer
    metrics: Metrics


def sweeping(environment: Mapping[str, str] = os.environ, lines: TextIO = sys.stdout) -> Sweeping:
    """A sweeper as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment, "sweeper")
    clock = WallClock()
    tracer = function_tracer(settings.telemetry.tracing)
    table = DynamoTable(quick_client("dynamodb"), settings.table)
    bus = TracedBus(EventBridgeBus(quick_client("events"), settings.bus, time.sleep), settings.bus, tracer)
    runs = RunSweeper(table, StepFunctions(client("stepfunctions")), bus, clock)
    return Sweeping(
        Sweeper(table, bus, runs),
        clock,
        settings.clock == "event",
        tracer,
        metrics_to(lines, clock, wanted=settings.telemetry.embedded_metrics),
    )
