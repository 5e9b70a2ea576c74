"""The span of one event on its way to the bus, and the detail that lets its hearers continue from it."""

from collections.abc import Mapping
from typing import Any

from services.core.tracing.current import current_traceparent
from services.core.tracing.messaging import EVENTBRIDGE, TEMPLATE, about, sending
from services.core.tracing.port import Kind, Span, Tracer


def send_span(tracer: Tracer, bus: str, detail_type: str, detail: Mapping[str, Any]) -> Span:
    """Named by detail type: a bus routes by it, as a broker does by topic."""
    return tracer.start(
        f"send {detail_type}",
        Kind.PRODUCER,
        {
            **sending(EVENTBRIDGE, bus),
            TEMPLATE: detail_type,
            **about(detail.get("flightKey"), detail.get("correlationId"), detail.get("eventId")),
        },
        parent=detail.get("traceparent") or current_traceparent(),
    )


def continued(detail: Mapping[str, Any], span: Span) -> Mapping[str, Any]:
    """The detail with the traceparent of the span, which hearers continue from."""
    return {**detail, "traceparent": span.traceparent} if span.traceparent else detail
