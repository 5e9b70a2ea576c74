"""Names and attributes of spans about messages (OpenTelemetry semantic conventions for messaging, 1.3x).

Beyond the conventions there are `flightpulse.*`: ids by which a trace is found, never of a person.
"""

from typing import Final

from services.core.tracing.port import Attributes

SCOPE: Final = "flightpulse"
"""The instrumentation scope of every span."""

SYSTEM: Final = "messaging.system"
OPERATION_NAME: Final = "messaging.operation.name"
OPERATION_TYPE: Final = "messaging.operation.type"
DESTINATION: Final = "messaging.destination.name"
TEMPLATE: Final = "messaging.destination.template"
PARTITION: Final = "messaging.destination.partition.id"
GROUP: Final = "messaging.consumer.group.name"
MESSAGE_ID: Final = "messaging.message.id"
BATCH_COUNT: Final = "messaging.batch.message_count"
KAFKA_OFFSET: Final = "messaging.kafka.offset"
KAFKA_KEY: Final = "messaging.kafka.message.key"
FLIGHT_KEY: Final = "flightpulse.flight_key"
CORRELATION_ID: Final = "flightpulse.correlation_id"

KAFKA: Final = "kafka"
EVENTBRIDGE: Final = "aws.eventbridge"
DYNAMODB: Final = "aws.dynamodb"
"""Neither is among the well-known systems of the conventions, which allow others."""


def sending(system: str, destination: str) -> dict[str, str]:
    """A message on its way to a destination; the span is called "send DESTINATION"."""
    return {SYSTEM: system, OPERATION_NAME: "send", OPERATION_TYPE: "send", DESTINATION: destination}


def processing(system: str, destination: str) -> dict[str, str]:
    """What is done about a message; the span is called "process DESTINATION"."""
    return {SYSTEM: system, OPERATION_NAME: "process", OPERATION_TYPE: "process", DESTINATION: destination}


def about(flight_key: str | None, correlation_id: str | None, message_id: str | None = None) -> Attributes:
    """The ids by which a span is found, those that there are."""
    known = {FLIGHT_KEY: flight_key, CORRELATION_ID: correlation_id, MESSAGE_ID: message_id}
    return {name: value for name, value in known.items() if value is not None}
