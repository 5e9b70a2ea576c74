"""The composition root: settings to a messenger or a sweeper with real adapters."""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Mapping
from typing import TextIO

from services.core.awsio.blocking.clients import client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from services.core.clock import Clock, WallClock
from services.messenger.deliver import Messenger, SecondsLeft
from services.messenger.desk import Desk
from services.messenger.dynamo import DynamoTable
from services.messenger.readers import Readers
from services.messenger.record import Writers
from services.messenger.settings import Settings
from services.messenger.sweeper.runs import RunSweeper
from services.messenger.sweeper.sweep_all import Sweeper
from services.messenger.sweeper.workflows import StepFunctions
from services.messenger.text_source import text_source
from services.messenger.writer import VerifiedTextWriter


def messenger(environment: Mapping[str, str] = os.environ, metrics: TextIO = sys.stdout) -> Messenger:
    """A messenger as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    clock = WallClock()
    table = DynamoTable(client("dynamodb"), settings.table)
    bus = EventBridgeBus(client("events"), settings.bus, time.sleep)
    source = text_source(settings, table, clock)
    # A call of the model, its repair, and what it takes to write and publish the text.
    reserve = 2 * settings.model_deadline_seconds + 4
    readers = Readers(table, clock if settings.clock == "wall" else None)
    writers = Writers(table)

    def desk_for(seconds_left: SecondsLeft) -> Desk:
        return Desk(
            readers,
            writers,
            bus,
            VerifiedTextWriter(source, seconds_left, reserve),
            clock,
            settings.lease_seconds,
            token=lambda: uuid.uuid4().hex,
        )

    return Messenger(desk_for, clock, metrics)


def sweeper(environment: Mapping[str, str] = os.environ) -> tuple[Sweeper, Clock, bool]:
    """A sweeper, its wall clock, and whether business time is a replay's. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    clock = WallClock()
    table = DynamoTable(client("dynamodb"), settings.table)
    bus = EventBridgeBus(client("events"), settings.bus, time.sleep)
    runs = RunSweeper(table, StepFunctions(client("stepfunctions")), bus, clock)
    return Sweeper(table, bus, runs), clock, settings.clock == "event"
