"""The tracer of a Lambda function, as its settings ask for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from services.core.tracing.messaging import BATCH_COUNT, DYNAMODB, EVENTBRIDGE, about, processing
from services.core.tracing.off import NoTracer
from services.core.tracing.port import Attributes, Kind, Span, Tracer
from services.core.tracing.recorder import RecordingTracer
from services.core.tracing.sampling import sampler_of
from services.core.tracing.sender import OtlpSender
from services.core.tracing.settings import TracingSettings

FLUSH_SECONDS: Final = 1.0
"""What sending may take of an invocation: an extension or collector beside the function answers in ms."""


def function_tracer(settings: TracingSettings | None) -> Tracer:
    """Without settings, one that records nothing."""
    if settings is None:
        return NoTracer()
    return RecordingTracer(sampler_of(settings.sampler, settings.ratio), OtlpSender(settings))


class Request(Protocol):
    """What a function is asked for, with the trace that it came in."""

    @property
    def flight_key(self) -> str: ...
    @property
    def event_id(self) -> str: ...
    @property
    def correlation_id(self) -> str: ...
    @property
    def traceparent(self) -> str | None: ...


def step_span(tracer: Tracer, step: str, request: Request, count: int) -> Span:
    """The span of a step over so many ids, which a workflow or the bus asked for by an event."""
    attributes: Attributes = {
        **processing(EVENTBRIDGE, step),
        **about(request.flight_key, request.correlation_id, request.event_id),
        BATCH_COUNT: count,
    }
    return tracer.start(f"process {step}", Kind.CONSUMER, attributes, parent=request.traceparent)


def batch_span(tracer: Tracer, source: str, count: int) -> Span:
    """The span of what no single message asked for: a trace begins with it."""
    attributes: Attributes = {**processing(DYNAMODB, source), BATCH_COUNT: count}
    return tracer.start(f"process {source}", Kind.CONSUMER, attributes, parent=None)


@contextmanager
def flushed(tracer: Tracer, seconds_left: Callable[[], float]) -> Iterator[None]:
    """Send what ended inside before the function returns: afterwards it is frozen."""
    try:
        yield
    finally:
        tracer.flush(min(FLUSH_SECONDS, seconds_left() / 2))
