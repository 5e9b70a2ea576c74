"""A tracer for functions: the standard library alone, and sending that happens only when it is asked for.

OpenTelemetry's own SDK would cost a function more to import than most invocations cost, and its exporter
needs a native library (docs/adr/0090-two-tracers-one-port.md).
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from services.core.tracing.context import SpanContext, parse_traceparent
from services.core.tracing.port import Attributes, Kind, Span, Value
from services.core.tracing.sampling import Sampler

MOST_SPANS: Final = 2_048
"""Kept until the next flush; more are dropped and counted. A batch of 100 contacts makes about 300."""


@dataclass(slots=True)
class Recorded:
    """A span as it is sent; `links` are traces that it also continues, `error` is None while all is well."""

    context: SpanContext
    parent: SpanContext | None
    name: str
    kind: Kind
    began: int
    attributes: dict[str, Value]
    links: tuple[SpanContext, ...]
    ended: int | None = None
    error: str | None = None
    tracer: "RecordingTracer | None" = field(default=None, repr=False)

    @property
    def traceparent(self) -> str:
        """By which others continue."""
        return self.context.traceparent

    def rename(self, name: str) -> None:
        """Give it another name."""
        self.name = name

    def set(self, name: str, value: Value) -> None:
        """Set one attribute."""
        self.attributes[name] = value

    def fail(self, error_type: str) -> None:
        """Mark it as failed."""
        self.error = error_type
        self.attributes["error.type"] = error_type

    def end(self) -> None:
        """Hand it over to be sent, once."""
        if self.ended is None and self.tracer is not None:
            self.ended = time.time_ns()
            self.tracer.keep(self)


class Sender(Protocol):
    """Where spans go."""

    def send(self, spans: Sequence[Recorded], seconds: float) -> None:
        """Send them within so many seconds, or say in the log that they are lost."""


class RecordingTracer:
    """`Tracer` for one process that handles one invocation at a time."""

    def __init__(
        self,
        sampler: Sampler,
        sender: Sender,
        random_bits: Callable[[int], int] = secrets.randbits,
    ) -> None:
        """`random_bits` gives ids. A frozen image of the process may start many times: so no seed is kept."""
        self._sampler = sampler
        self._sender = sender
        self._random_bits = random_bits
        self._ended: list[Recorded] = []
        self._dropped = 0

    def start(
        self, name: str, kind: Kind, attributes: Attributes, *, parent: str | None, links: Sequence[str] = ()
    ) -> Span:
        """A span; one that is not sampled has a traceparent all the same, which says so."""
        above = parse_traceparent(parent)
        trace_id = above.trace_id if above else self._new_id(128)
        sampled = self._sampler(trace_id, above)
        return Recorded(
            SpanContext(trace_id, self._new_id(64), sampled),
            above,
            name,
            kind,
            time.time_ns(),
            dict(attributes),
            tuple(link for text in links if (link := parse_traceparent(text)) is not None),
            tracer=self if sampled else None,
        )

    def keep(self, span: Recorded) -> None:
        """Until the next flush."""
        if len(self._ended) < MOST_SPANS:
            self._ended.append(span)
        else:
            self._dropped += 1

    def flush(self, seconds: float) -> None:
        """Send what has ended; whether that works or not, it is forgotten."""
        spans, self._ended = self._ended, []
        if self._dropped and spans:
            spans[-1].set("flightpulse.spans_dropped", self._dropped)
            self._dropped = 0
        if spans and seconds > 0:
            self._sender.send(spans, seconds)

    def close(self, seconds: float) -> None:
        """Send what is left; nothing runs that could be stopped."""
        self.flush(seconds)

    def _new_id(self, bits: int) -> int:
        while not (identity := self._random_bits(bits)):
            pass  # all zeros means no id
        return identity
