"""Metrics as lines of the log, in CloudWatch's embedded metric format: no agent, no call, no credentials.

After AWS, "Embedded metric format specification". CloudWatch reads it from any line that is the document
alone. Only what `services.core.contracts.metrics` names can be emitted.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, TextIO

from services.core.clock import Clock
from services.core.contracts.metrics import EMBEDDED, NAMESPACE, SERVICE, SETTING, Metric
from services.core.errors import BadTelemetrySetting

MOST_VALUES: Final = 100
"""Values of one metric in one line, as the format takes them."""

OFF: Final = "off"

Values = Mapping[Metric, float | Sequence[float]]


class Metrics(Protocol):
    """Where a service says how it is."""

    def emit(self, values: Values, by: str | None = None) -> None:
        """Metrics of one service. `by` is the value of the dimension that they name besides it, if any."""


class NoMetrics:
    """`Metrics` while no setting asks for them."""

    def emit(self, values: Values, by: str | None = None) -> None:
        """Nothing."""


class EmbeddedMetrics:
    """`Metrics` as one line each."""

    def __init__(self, stream: TextIO, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def emit(self, values: Values, by: str | None = None) -> None:
        """Write the line at once: a function is frozen as soon as it has answered."""
        document = self._document(values, by)
        self._stream.write(json.dumps(document, separators=(",", ":")) + "\n")
        self._stream.flush()

    def _document(self, values: Values, by: str | None) -> dict[str, Any]:
        first = next(iter(values))
        for metric in values:
            if (metric.service, metric.by) != (first.service, first.by):
                raise ValueError(
                    f"{metric.name} and {first.name} have other dimensions: a line each is right"
                )
        if (by is None) != (first.by is None):
            raise ValueError(f"{first.name} has the dimension {first.by}, and its value is {by!r}")
        directive = {
            "Namespace": NAMESPACE,
            "Dimensions": [list(names) for names in first.dimension_sets],
            "Metrics": [{"Name": metric.name, "Unit": metric.unit.value} for metric in values],
        }
        return {
            "_aws": {"Timestamp": self._clock.now(), "CloudWatchMetrics": [directive]},
            SERVICE: first.service,
            **({} if first.by is None else {first.by: by}),
            **{metric.name: _within_limit(value) for metric, value in values.items()},
        }


def wants_embedded(environment: Mapping[str, str]) -> bool:
    """Whether the setting asks for the lines. Raises BadTelemetrySetting."""
    value = environment.get(SETTING) or OFF
    if value not in (OFF, EMBEDDED):
        raise BadTelemetrySetting(f"{SETTING} is {value!r}; it must be {EMBEDDED} or {OFF}")
    return value == EMBEDDED


def metrics_to(stream: TextIO, clock: Clock, *, wanted: bool) -> Metrics:
    """What the composition root hands to a service."""
    return EmbeddedMetrics(stream, clock) if wanted else NoMetrics()


def _within_limit(value: float | Sequence[float]) -> float | list[float]:
    return value if isinstance(value, int | float) else list(value[:MOST_VALUES])
