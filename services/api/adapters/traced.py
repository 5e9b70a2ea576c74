"""The sending ports with a span around each message, from which its receiver continues."""

from collections.abc import Mapping
from typing import Any

from services.api.ports import Bus, EventLog
from services.core.tracing.current import current_traceparent, under
from services.core.tracing.events import continued, send_span
from services.core.tracing.messaging import KAFKA, KAFKA_KEY, about, sending
from services.core.tracing.port import Kind, Tracer

_HEADER = "traceparent"


class TracedLog:
    """`EventLog` around another."""

    def __init__(self, log: EventLog, topic: str, tracer: Tracer) -> None:
        self._log = log
        self._topic = topic
        self._tracer = tracer

    async def append(self, key: bytes, value: bytes, headers: Mapping[str, str]) -> None:
        """The span lasts until Kafka confirms, which may be longer than the request waits."""
        flight_key = key.decode()
        span = self._tracer.start(
            f"send {self._topic}",
            Kind.PRODUCER,
            {
                **sending(KAFKA, self._topic),
                KAFKA_KEY: flight_key,
                **about(flight_key, headers.get("correlation-id")),
            },
            parent=headers.get(_HEADER) or current_traceparent(),
        )
        with under(span):
            carried = {**headers, _HEADER: span.traceparent} if span.traceparent else headers
            await self._log.append(key, value, carried)

    async def reachable(self) -> bool:
        """As the other says."""
        return await self._log.reachable()


class TracedBus:
    """`Bus` around another."""

    def __init__(self, bus: Bus, name: str, tracer: Tracer) -> None:
        self._bus = bus
        self._name = name
        self._tracer = tracer

    async def publish(self, detail_type: str, detail: Mapping[str, Any]) -> None:
        """The span lasts until the bus answers."""
        with under(send_span(self._tracer, self._name, detail_type, detail)) as span:
            await self._bus.publish(detail_type, continued(detail, span))
