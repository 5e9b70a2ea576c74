"""Which traces are recorded: OpenTelemetry's built-in samplers, by their names in the settings."""

from collections.abc import Callable
from typing import Final

from services.core.tracing.context import SpanContext

Sampler = Callable[[int, SpanContext | None], bool]
"""From the trace id and the parent to whether the span is recorded."""

_PARENT_BASED: Final = "parentbased_"
_BITS: Final = 64


def sampler_of(name: str, ratio: float) -> Sampler:
    """`name` is one of `settings.SAMPLERS`; `ratio` (0 to 1) counts for those by trace id.

    The share is taken of the low half of the id, as OpenTelemetry's SDKs for Python and Go take it: all
    services of a trace decide alike.
    """
    bound = {"always_on": 1 << _BITS, "always_off": 0}.get(
        name.removeprefix(_PARENT_BASED), round(ratio * (1 << _BITS))
    )
    parent_decides = name.startswith(_PARENT_BASED)

    def sampled(trace_id: int, parent: SpanContext | None) -> bool:
        if parent is not None and parent_decides:
            return parent.sampled
        return trace_id & ((1 << _BITS) - 1) < bound

    return sampled
