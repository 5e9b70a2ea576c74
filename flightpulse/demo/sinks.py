"""What reached the sinks: log groups that stand in for e-mail, SMS and push providers."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from services.core.clock import Instant

Detail = dict[str, Any]


class Sinks:
    """Reads the sink log groups again and again, each time for what is new."""

    def __init__(self, logs: Any, groups: Sequence[str], since: Instant = 0) -> None:
        """`since` is by the wall clock: what arrived before is not told of."""
        self._logs = logs
        self._since = dict.fromkeys(groups, since)
        self._seen: set[str] = set()
        self.arrivals: Counter[str] = Counter()

    def read_new(self) -> list[Detail]:
        """Details of notifications that arrived for the first time; `arrivals` counts the repeats too."""
        fresh: list[Detail] = []
        for group in self._since:
            for detail in self._new_in(group):
                identity: str = detail["notificationId"]
                # The bus delivers at least once; a real sender drops a number that it has sent already.
                if not self.arrivals[identity]:
                    fresh.append(detail)
                self.arrivals[identity] += 1
        return fresh

    def _new_in(self, group: str) -> Iterator[Detail]:
        pages = self._logs.get_paginator("filter_log_events").paginate(
            logGroupName=group, startTime=self._since[group]
        )
        for line in (line for page in pages for line in page["events"]):
            self._since[group] = max(self._since[group], line["timestamp"])
            event = json.loads(line["message"])
            # Lines of the last millisecond are read twice; the id is the bus's, one per delivery.
            if event["id"] not in self._seen:
                self._seen.add(event["id"])
                yield event["detail"]
