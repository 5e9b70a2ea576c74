"""Facts of the workflows on the bus."""

from __future__ import annotations

from infra.workflows.jsonata import State, expr
from infra.workflows.retries import BUS_RETRIES
from infra.workflows.run import TASK_TIMEOUT_SECONDS
from services.core.contracts.detail_types import WORKFLOWS
from services.core.contracts.envelope import SPEC_VERSION

PUT_EVENTS = "arn:aws:states:::events:putEvents"


def announce(detail_type: str, identity: str, data: dict[str, str]) -> State:
    """Puts one fact of the workflows on the bus. A repeat carries the same event id."""
    return {
        "Type": "Task",
        "Resource": PUT_EVENTS,
        "Arguments": {
            "Entries": [
                {
                    "EventBusName": "${BusName}",
                    "Source": WORKFLOWS,
                    "DetailType": detail_type,
                    "Detail": {
                        "specVersion": SPEC_VERSION,
                        "eventId": expr(
                            f"$substring($hash('{detail_type}|' & {identity}, 'SHA-256'), 0, 32)"
                        ),
                        "flightKey": expr("$flightKey"),
                        "asOf": expr("$asOf"),
                        "correlationId": expr("$correlationId"),
                        "causationId": expr("$eventId"),
                        "traceparent": expr("$traceparent"),
                        "data": data,
                    },
                }
            ]
        },
        "Output": {},
        "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
        "Retry": BUS_RETRIES,
    }
