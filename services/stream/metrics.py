"""What a batch says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from services.core.contracts import metrics as catalogue
from services.core.embedded_metrics import Metrics

if TYPE_CHECKING:
    from services.stream.batch import Work


def report(metrics: Metrics, done: Sequence[Work], again: int) -> None:
    """What became of a batch; `again` counts the writes that are delivered again."""
    metrics.emit(
        {
            catalogue.STREAM_HANDLED: len(done),
            catalogue.STREAM_AGAIN: again,
            catalogue.STREAM_PUBLISHED: sum(len(work.events) for work in done),
            catalogue.STREAM_CHANGES: sum(work.effects.change is not None for work in done),
            catalogue.STREAM_REJECTED: sum(len(work.reports) for work in done),
        }
    )
