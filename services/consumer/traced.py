"""The sending ports with a span around each message, from which its receiver continues."""

from collections.abc import Sequence

from services.consumer.ports import Bus, Headers, Kafka, Published
from services.core.contracts.envelope import Envelope
from services.core.tracing.current import current_traceparent, under
from services.core.tracing.events import continued, send_span
from services.core.tracing.messaging import KAFKA, sending
from services.core.tracing.port import Kind, Span, Tracer

_HEADER = "traceparent"


class TracedBus:
    """`Bus` around another. A repeat is a span of its own: the entry that was taken has its traceparent."""

    def __init__(self, bus: Bus, name: str, tracer: Tracer) -> None:
        self._bus = bus
        self._name = name
        self._tracer = tracer

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        """As the other; a span lasts until its entry is answered."""
        spans = {
            one.id: send_span(self._tracer, self._name, one.detail_type, one.detail) for one in envelopes
        }
        try:
            published = await self._bus.publish(
                [Envelope(one.id, one.detail_type, continued(one.detail, spans[one.id])) for one in envelopes]
            )
            _judge(spans, published)
        finally:
            for span in spans.values():
                span.end()
        return published


class TracedKafka:
    """`Kafka` around another. A dead letter keeps its headers as they came, so nothing continues from it."""

    def __init__(self, kafka: Kafka, dead_letter_topic: str, tracer: Tracer) -> None:
        self._kafka = kafka
        self._dead_letter_topic = dead_letter_topic
        self._tracer = tracer

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """As the other."""
        parent = current_traceparent()
        span = self._tracer.start(f"send {topic}", Kind.PRODUCER, sending(KAFKA, topic), parent=parent)
        with under(span):
            carried = headers if topic == self._dead_letter_topic else _carrying(headers, span)
            await self._kafka.send(topic, key, value, carried)


def _judge(spans: dict[str, Span], published: Published) -> None:
    refused = {one.envelope.id: one.code for one in published.refused}
    failure = type(published.failure).__name__ if published.failure else "NotYetPublished"
    for identity, span in spans.items():
        if identity not in published.accepted:
            span.fail(refused.get(identity, failure))


def _carrying(headers: Headers, span: Span) -> Headers:
    kept = [(name, value) for name, value in headers if name != _HEADER]
    return [*kept, (_HEADER, span.traceparent.encode())] if span.traceparent else headers
