"""One invocation: its result, its metrics, its log, and what it raises."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.embedded_metrics import EmbeddedMetrics, NoMetrics
from services.core.errors import Permanent, Retryable
from services.core.observability import JsonLines
from services.core.tracing.off import NoTracer
from services.messenger.deliver import Messenger
from services.messenger.request import BadRequest
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, DELAYED, FLIGHT, FixedClock, scene
from tests.fakes.messenger_desk import desk_over
from tests.fakes.table import InMemoryTable
from tests.unit.messenger.test_request import BATCH, LOOK


def messenger(bus: FakeBus, metrics: io.StringIO) -> Messenger:
    table = scene(DELAYED)
    return Messenger(lambda _: desk_over(table, bus), EmbeddedMetrics(metrics, FixedClock()), NoTracer())


def failing(event: BusEvent) -> Receipt:
    return Receipt(event, failed="ThrottlingException")


@pytest.fixture
def log_lines() -> Any:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines("messenger"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_one_line_of_metrics_says_what_became_of_everybody() -> None:
    metrics = io.StringIO()

    messenger(FakeBus(), metrics).deliver(BATCH | {"contacts": [ANN]}, lambda: 60.0)

    (line,) = metrics.getvalue().splitlines()
    document = json.loads(line)
    assert {"Told": 1, "Quiet": 0, "Held": 0, "Failed": 0, "TemplateShare": 100.0}.items() <= document.items()
    (directive,) = document["_aws"]["CloudWatchMetrics"]
    assert directive["Dimensions"] == [["service"]]
    assert {metric["Name"] for metric in directive["Metrics"]} <= document.keys()


def test_an_invocation_without_a_text_reports_no_share_of_templates() -> None:
    metrics = io.StringIO()
    service = messenger(FakeBus(), metrics)

    for _ in range(2):
        service.deliver(BATCH | {"contacts": [ANN]}, lambda: 60.0)

    assert "TemplateShare" not in json.loads(metrics.getvalue().splitlines()[1])


def test_a_batch_reports_its_failures_and_does_not_raise() -> None:
    result = messenger(FakeBus(answer=failing), io.StringIO()).deliver(
        BATCH | {"contacts": [ANN]}, lambda: 60.0
    )

    assert result == {"contacts": 1, "told": 0, "quiet": {}, "held": 0, "failed": [ANN]}


def test_a_single_look_that_failed_is_raised_for_the_retries_of_the_bus() -> None:
    with pytest.raises(Retryable):
        messenger(FakeBus(answer=failing), io.StringIO()).deliver(LOOK, lambda: 60.0)


def test_a_single_look_that_can_never_end_well_ends_in_the_failure_queue() -> None:
    class Full(InMemoryTable):
        def put(self, item: Any, when: Any) -> bool:
            raise Permanent("put_item failed: ValidationException")

    table = Full(scene(DELAYED).items)

    with pytest.raises(Retryable):
        Messenger(lambda _: desk_over(table), NoMetrics(), NoTracer()).deliver(LOOK, lambda: 60.0)


def test_a_wrong_payload_raises_what_is_wrong() -> None:
    with pytest.raises(BadRequest, match="contacts"):
        messenger(FakeBus(), io.StringIO()).deliver(BATCH | {"contacts": []}, lambda: 60.0)


def test_every_log_line_carries_the_correlation_id_and_nothing_of_the_person(log_lines: Any) -> None:
    bus = FakeBus(answer=failing)

    messenger(bus, io.StringIO()).deliver(BATCH | {"contacts": [ANN]}, lambda: 60.0)

    lines = log_lines()
    assert [line["message"] for line in lines] == ["look_failed", "looked"]
    assert {line["correlation_id"] for line in lines} == {"correlation-1"}
    assert lines[0]["contact_id"] == ANN
    assert lines[0]["flight_key"] == FLIGHT
    assert lines[0]["error"] == "Retryable"
    for private in ("Ann", "2025550123", "+1"):
        assert private not in json.dumps(lines)
