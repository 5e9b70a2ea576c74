"""A span for every event that goes to the bus; the event carries its traceparent to whoever hears it."""

from __future__ import annotations

from collections.abc import Sequence

from services.core.awsio.blocking.bus import Bus, BusEvent, Receipt
from services.core.tracing.events import continued, send_span
from services.core.tracing.port import Tracer


class TracedBus:
    """`Bus` around another. The trace of an event is its own, or else that of what is being done."""

    def __init__(self, bus: Bus, name: str, tracer: Tracer) -> None:
        self._bus = bus
        self._name = name
        self._tracer = tracer

    def publish(self, events: Sequence[BusEvent]) -> list[Receipt]:
        spans = [send_span(self._tracer, self._name, event.detail_type, event.detail) for event in events]
        receipts = self._bus.publish(
            [
                BusEvent(event.source, event.detail_type, continued(event.detail, span))
                for event, span in zip(events, spans, strict=True)
            ]
        )
        for span, receipt in zip(spans, receipts, strict=True):
            if receipt.code is not None:
                span.fail(receipt.code)
            span.end()
        return receipts
