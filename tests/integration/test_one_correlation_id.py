"""One event, followed through every hop by one correlation id: from the Kafka header to the sender."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from flightpulse.demo.options import DemoOptions
from tests.fakes.collector import Collector
from tests.integration.replay_rig import ReplayRig
from tests.integration.surfaces import surfaces

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(240)]


@dataclass(frozen=True)
class Traces:
    """What a small day left behind: the items of the table, and the text of each other place."""

    items: list[dict[str, Any]]
    texts: Mapping[str, list[str]]

    def of(self, item_type: str, **wanted: object) -> list[dict[str, Any]]:
        """Items of this type with these attributes."""
        return [
            item
            for item in self.items
            if item.get("type") == item_type
            and all(item.get(name) == value for name, value in wanted.items())
        ]

    def json_lines(self, place: str) -> Iterator[dict[str, Any]]:
        """Every line of a place that is a JSON object."""
        for text in self.texts[place]:
            for line in text.splitlines():
                if line.startswith("{"):
                    yield json.loads(line)


@pytest.fixture(scope="module")
def traces(rig: ReplayRig, sample: DemoOptions, collector: Collector) -> Traces:
    """Play a few late flights and read what they left behind."""
    with rig.played(replace(sample, flights=3)) as replay:
        places = surfaces(replay, "", collector)
        read = ("topics", "service logs", "log groups", "execution histories")
        return Traces(replay.items(), {place: list(places[place].read()) for place in read})


@pytest.fixture(scope="module")
def message(traces: Traces) -> dict[str, Any]:
    """One message about a delay."""
    return next(iter(traces.of("notification", kind="delay")))


def _any(lines: Iterable[dict[str, Any]], matches: Callable[[dict[str, Any]], bool]) -> bool:
    return any(matches(line) for line in lines)


def test_it_came_with_the_kafka_record(traces: Traces, message: dict[str, Any]) -> None:
    records = [text for text in traces.texts["topics"] if text.startswith(message["flightKey"])]
    # Once in the body, once in the header.
    assert any(text.count(message["correlationId"]) >= 2 for text in records)


def test_the_history_of_the_flight_has_it(traces: Traces, message: dict[str, Any]) -> None:
    (row,) = traces.of("history", correlationId=message["correlationId"])
    assert row["flightKey"] == message["flightKey"]
    assert row["eventType"] != "flight.scheduled"


def test_the_consumer_logged_under_it(traces: Traces, message: dict[str, Any]) -> None:
    assert _any(
        traces.json_lines("service logs"),
        lambda line: (
            line.get("service") == "consumer" and line.get("correlation_id") == message["correlationId"]
        ),
    )


def test_the_workflow_was_started_with_it_and_recorded_it(traces: Traces, message: dict[str, Any]) -> None:
    (run,) = traces.of("run", eventId=message["eventId"])
    assert run["correlationId"] == message["correlationId"]
    assert json.loads(run["input"])["detail"]["correlationId"] == message["correlationId"]
    assert any(message["correlationId"] in text for text in traces.texts["execution histories"])


def test_the_messenger_logged_under_it(traces: Traces, message: dict[str, Any]) -> None:
    assert _any(
        traces.json_lines("log groups"),
        lambda line: (
            line.get("service") == "messenger" and line.get("correlation_id") == message["correlationId"]
        ),
    )


@pytest.mark.parametrize("detail_type", ["notification", "disruption.notified"])
def test_the_sender_and_the_report_of_the_workflow_got_it(
    traces: Traces, message: dict[str, Any], detail_type: str
) -> None:
    assert _any(
        traces.json_lines("log groups"),
        lambda line: (
            str(line.get("detail-type", "")).startswith(detail_type)
            and line["detail"]["correlationId"] == message["correlationId"]
        ),
    )
