"""The span under which something is done now, so that what is sent meanwhile can continue from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from services.core.tracing.port import Span

_CURRENT: ContextVar[str | None] = ContextVar("traceparent", default=None)


@contextmanager
def under(span: Span) -> Iterator[Span]:
    """Do something as this span: it fails with what is raised, and ends in any case."""
    token = _CURRENT.set(span.traceparent)
    try:
        yield span
    except BaseException as error:
        span.fail(type(error).__name__)
        raise
    finally:
        _CURRENT.reset(token)
        span.end()


def current_traceparent() -> str | None:
    """That of the innermost span; None outside of any."""
    return _CURRENT.get()
