"""The composition root: settings to a marker with real adapters."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from services.core.awsio.blocking.clients import client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from services.rebooking.dynamo import DynamoTable
from services.rebooking.marker import Marker
from services.rebooking.settings import Settings


def marker(environment: Mapping[str, str] = os.environ) -> Marker:
    """A marker as the environment describes it. Raises SettingsError."""
    settings = Settings.from_environment(environment)
    return Marker(
        DynamoTable(client("dynamodb"), settings.table),
        EventBridgeBus(client("events"), settings.bus, time.sleep),
        time.sleep,
    )
