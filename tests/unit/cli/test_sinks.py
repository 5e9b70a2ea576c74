"""Reading what reached the sinks."""

import json
from collections.abc import Iterator
from typing import Any

from flightpulse.demo.sinks import Sinks


class Logs:
    """A log group that only grows."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def add(self, at: int, bus_id: str, notification: str) -> None:
        message = json.dumps({"id": bus_id, "detail": {"notificationId": notification}})
        self.lines.append({"timestamp": at, "message": message})

    def get_paginator(self, _operation: str) -> "Logs":
        return self

    def paginate(self, logGroupName: str, startTime: int) -> Iterator[dict[str, Any]]:
        assert logGroupName == "sms"
        for line in self.lines:
            if line["timestamp"] >= startTime:
                yield {"events": [line]}


def test_each_notification_is_new_once_and_repeats_are_counted() -> None:
    logs = Logs()
    sinks = Sinks(logs, ["sms"])
    logs.add(1000, "bus-1", "first")
    assert [detail["notificationId"] for detail in sinks.read_new()] == ["first"]

    logs.add(1000, "bus-2", "second")  # in the same millisecond as the last one read
    logs.add(1001, "bus-3", "first")  # delivered again by the bus
    assert [detail["notificationId"] for detail in sinks.read_new()] == ["second"]
    assert sinks.read_new() == []
    assert sinks.arrivals == {"first": 2, "second": 1}
