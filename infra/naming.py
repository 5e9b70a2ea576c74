"""The names that other parts rely on: stacks, outputs, assets, indexes, bus sources."""

from __future__ import annotations

PROJECT = "FlightPulse"

NETWORK_STACK = "FlightPulseNetwork"
DATA_STACK = "FlightPulseData"
WORKFLOWS_STACK = "FlightPulseWorkflows"
SERVICES_STACK = "FlightPulseServices"
OBSERVABILITY_STACK = "FlightPulseObservability"

STATUS_INDEX = "GSI1"
LOOKUP_INDEX = "GSI2"

AUTHORIZER_ASSET = "authorizer"
MESSENGER_ASSET = "messenger"
REBOOKING_ASSET = "rebooking"
STREAM_ASSET = "stream"
AUTHORIZER_HANDLER = "services.authorizer.handler.handle"
MESSENGER_HANDLER = "services.messenger.handler.handle"
MARKER_HANDLER = "services.rebooking.handler.handle"
STREAM_HANDLER = "services.stream.handler.handle"
SWEEPER_HANDLER = "services.messenger.sweep.handle"
