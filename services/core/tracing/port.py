"""What a service needs of tracing: spans that continue a trace, and the text by which the next one does.

A span holds ids, names and counts, never personal data: no path, no locator, no contact.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Protocol

Value = str | bool | int | float
Attributes = Mapping[str, Value]


class Kind(IntEnum):
    """Kinds of span, numbered as OTLP numbers them (opentelemetry-proto, trace.proto: SpanKind)."""

    INTERNAL = 1
    SERVER = 2
    CLIENT = 3
    PRODUCER = 4
    CONSUMER = 5


class Span(Protocol):
    """Something that is being done."""

    @property
    def traceparent(self) -> str | None:
        """By which others continue from this span (W3C Trace Context); None when there is no trace."""

    def rename(self, name: str) -> None:
        """Give it the name that was not known at its start."""

    def set(self, name: str, value: Value) -> None:
        """Set one attribute."""

    def fail(self, error_type: str) -> None:
        """Mark it as failed; `error_type` is a class or a code, never a message, which may quote input."""

    def end(self) -> None:
        """It is done. A second time changes nothing."""


class Tracer(Protocol):
    """Starts spans and sends those that have ended. Nothing here ever raises on account of a collector."""

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
        """A span below `parent`, a traceparent; one that is malformed counts as none, so a trace begins.

        `links` are traceparents of others that it also continues.
        """

    def flush(self, seconds: float) -> None:
        """Send what has ended, within so many seconds; what cannot be sent by then may be dropped."""

    def close(self, seconds: float) -> None:
        """Send what is left, within so many seconds, and stop."""
