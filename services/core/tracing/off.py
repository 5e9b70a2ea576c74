"""No tracing: what came in as a traceparent is passed on as it is, and nothing is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.core.tracing.port import Attributes, Kind, Span, Value


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A span that is none: others continue from whatever it would have continued."""

    traceparent: str | None

    def rename(self, name: str) -> None:
        """Nothing."""

    def set(self, name: str, value: Value) -> None:
        """Nothing."""

    def fail(self, error_type: str) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class NoTracer:
    """`Tracer` while no endpoint is set."""

    def start(
        self,
        _name: str,
        _kind: Kind,
        _attributes: Attributes,
        /,
        *,
        parent: str | None,
        links: Sequence[str] = (),  # noqa: ARG002 - a port's keyword
    ) -> Span:
        """A span that only passes its parent on."""
        return PassedOn(parent)

    def flush(self, seconds: float) -> None:
        """Nothing."""

    def close(self, seconds: float) -> None:
        """Nothing."""
