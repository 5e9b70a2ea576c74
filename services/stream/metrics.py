"""One line of metrics per batch, in CloudWatch's embedded metric format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TextIO

from services.core.clock import Instant

if TYPE_CHECKING:
    from services.stream.batch import Work

NAMESPACE: Final = "FlightPulse"


def metric_line(done: Sequence[Work], again: int, now: Instant) -> dict[str, Any]:
    """What became of a batch; `again` counts the writes that are delivered again."""
    values = {
        "Handled": len(done),
        "Again": again,
        "Published": sum(len(work.events) for work in done),
        "Changes": sum(len(work.effects.changes) for work in done),
        "Rejected": sum(len(work.reports) for work in done),
    }
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["service"]],
        "Metrics": [{"Name": name, "Unit": "Count"} for name in values],
    }
    return {"_aws": {"Timestamp": now, "CloudWatchMetrics": [directive]}, "service": "stream", **values}


def emit(document: dict[str, Any], stream: TextIO) -> None:
    """CloudWatch reads the format from any log line that is the document alone."""
    stream.write(json.dumps(document, separators=(",", ":")) + "\n")
    stream.flush()
