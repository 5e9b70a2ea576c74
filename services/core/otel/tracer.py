"""`Tracer` on OpenTelemetry's SDK: a batch processor with a thread of its own, OTLP over HTTP."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider, sampling
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

from services.core.tracing.context import SpanContext, parse_traceparent
from services.core.tracing.messaging import SCOPE
from services.core.tracing.port import Attributes, Kind, Span, Value
from services.core.tracing.settings import TracingSettings

_KINDS = {
    Kind.INTERNAL: trace.SpanKind.INTERNAL,
    Kind.SERVER: trace.SpanKind.SERVER,
    Kind.CLIENT: trace.SpanKind.CLIENT,
    Kind.PRODUCER: trace.SpanKind.PRODUCER,
    Kind.CONSUMER: trace.SpanKind.CONSUMER,
}
_ROOT = trace.set_span_in_context(trace.INVALID_SPAN)
_FAILED = trace.Status(trace.StatusCode.ERROR)


class SdkSpan:
    """`Span` around the SDK's. A traceparent is made when it is asked for, since many spans need none."""

    __slots__ = ("_span",)

    def __init__(self, span: trace.Span) -> None:
        self._span = span

    @property
    def traceparent(self) -> str:
        """By which others continue."""
        context = self._span.get_span_context()
        return SpanContext(context.trace_id, context.span_id, context.trace_flags.sampled).traceparent

    def rename(self, name: str) -> None:
        """Give it another name."""
        self._span.update_name(name)

    def set(self, name: str, value: Value) -> None:
        """Set one attribute."""
        self._span.set_attribute(name, value)

    def fail(self, error_type: str) -> None:
        """Mark it as failed."""
        self._span.set_attribute("error.type", error_type)
        self._span.set_status(_FAILED)

    def end(self) -> None:
        """Hand it over to the batch processor, once; the SDK would say so at a second end."""
        if self._span.is_recording():
            self._span.end()


class SdkTracer:
    """`Tracer` that is closed when the service ends. The SDK itself reads the OTEL_BSP_* settings."""

    def __init__(self, settings: TracingSettings, exporter: SpanExporter | None = None) -> None:
        """`exporter` stands in for OTLP in a test."""
        self._provider = TracerProvider(
            sampler=_sampler(settings),
            resource=Resource.create({**settings.resource, SERVICE_NAME: settings.service}),
            shutdown_on_exit=False,
        )
        self._processor = BatchSpanProcessor(
            exporter
            or OTLPSpanExporter(
                endpoint=settings.url, headers=dict(settings.headers), timeout=settings.timeout_seconds
            )
        )
        self._provider.add_span_processor(self._processor)
        self._tracer = self._provider.get_tracer(SCOPE)

    def start(
        self,
        name: str,
        kind: Kind,
        attributes: Attributes,
        /,
        *,
        parent: str | None,
        links: Sequence[str] = (),
    ) -> Span:
        """A span below the parent alone, never below one that some library has made current."""
        above = _remote(parse_traceparent(parent))
        span = self._tracer.start_span(
            name,
            context=_ROOT if above is None else trace.set_span_in_context(trace.NonRecordingSpan(above)),
            kind=_KINDS[kind],
            attributes=attributes,
            links=[trace.Link(link) for text in links if (link := _remote(parse_traceparent(text)))],
        )
        return SdkSpan(span)

    def flush(self, seconds: float) -> None:
        """Send what has ended; blocks its thread for so long at most."""
        _within(seconds, self._processor.force_flush)

    def close(self, seconds: float) -> None:
        """Send what is left and stop; what a collector does not take in so many seconds is lost."""
        _within(seconds, self._provider.shutdown)


def _within(seconds: float, do: Callable[[], object]) -> None:
    """The SDK takes a time-out here and does not keep it: an exporter that retries would hold us up."""
    thread = threading.Thread(target=do, name="spans", daemon=True)
    thread.start()
    thread.join(seconds)


def _remote(context: SpanContext | None) -> trace.SpanContext | None:
    if context is None:
        return None
    flags = trace.TraceFlags(trace.TraceFlags.SAMPLED if context.sampled else trace.TraceFlags.DEFAULT)
    return trace.SpanContext(context.trace_id, context.span_id, is_remote=True, trace_flags=flags)


def _sampler(settings: TracingSettings) -> sampling.Sampler:
    samplers: dict[str, Any] = {
        "always_on": sampling.ALWAYS_ON,
        "always_off": sampling.ALWAYS_OFF,
        "traceidratio": sampling.TraceIdRatioBased(settings.ratio),
    }
    root: sampling.Sampler = samplers[settings.sampler.removeprefix("parentbased_")]
    return sampling.ParentBased(root) if settings.sampler.startswith("parentbased_") else root
