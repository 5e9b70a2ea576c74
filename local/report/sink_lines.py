"""Every line of the log groups that stand in for e-mail, SMS and push providers."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SinkLine:
    """One delivery: what the bus carried, and when the sink had it (epoch milliseconds, wall clock)."""

    timestamp: int
    detail: dict[str, Any]


def sink_lines(logs: Any, groups: Sequence[str], since: int) -> list[SinkLine]:
    """All lines from `since` (epoch milliseconds) on, in order of time."""
    return sorted(_lines(logs, groups, since), key=lambda line: line.timestamp)


def _lines(logs: Any, groups: Sequence[str], since: int) -> Iterator[SinkLine]:
    pages = logs.get_paginator("filter_log_events")
    for group in groups:
        for page in pages.paginate(logGroupName=group, startTime=since):
            for line in page["events"]:
                yield SinkLine(line["timestamp"], json.loads(line["message"])["detail"])
