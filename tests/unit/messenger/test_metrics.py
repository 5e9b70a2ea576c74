"""What is counted of an invocation on the way: notices that came late, and templates in a model's place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from services.core.clock import MINUTE
from services.core.embedded_metrics import EmbeddedMetrics
from services.messenger.ask import Ask
from services.messenger.compose.interface import Source
from services.messenger.metrics import Seen, report
from services.messenger.notification import Notification
from services.messenger.result import Tally
from services.messenger.rounds import run_looks
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, DELAYED, FLIGHT, FixedClock, scene
from tests.fakes.messenger_desk import desk_over

SAID = 1_362_751_200_000


def told_after(minutes: int, kind: str | None = None, as_of: int | None = SAID) -> Seen:
    """A delay that was announced, and told so many minutes later."""
    table = scene(DELAYED)
    ask = Ask(FLIGHT, ANN, "event-1", "correlation-1", SAID)
    run_looks([ask], desk_over(table, FakeBus()))
    first = next(item for (pk, _), item in table.items.items() if pk.startswith("NTF#"))
    seen = Seen()
    unset = dict.fromkeys(("subject", "toldBefore", "modelId"))  # the table keeps no None
    made = Notification.from_json(unset | first)
    late = replace(made, as_of=SAID + minutes * MINUTE, kind=kind or made.kind)
    seen.recorded(replace(ask, as_of=as_of), [late])
    return seen


@pytest.mark.parametrize(("minutes", "missed"), [(0, 0), (30, 0), (31, 1)])
def test_a_delay_told_later_than_the_notice_duty_allows_is_a_miss(minutes: int, missed: int) -> None:
    assert told_after(minutes).notice_misses == missed


@pytest.mark.parametrize(
    ("kind", "missed"),
    [("cancelled", 1), ("diverted", 1), ("delay", 1), ("gate", 0), ("reinstated", 0), ("delay_cleared", 0)],
)
def test_the_duty_is_about_cancellations_diversions_and_delays(kind: str, missed: int) -> None:
    assert told_after(60, kind).notice_misses == missed


def test_a_request_without_a_time_says_nothing_of_lateness() -> None:
    assert told_after(60, as_of=None).notice_misses == 0


def test_a_look_counts_what_its_desk_records() -> None:
    desk = desk_over(scene(DELAYED), FakeBus())
    run_looks([Ask(FLIGHT, ANN, "event-1", "correlation-1", SAID)], desk)
    assert desk.seen.notice_misses == 0


def test_a_line_for_each_reason_why_a_template_spoke() -> None:
    stream = io.StringIO()
    seen = Seen(notice_misses=2)
    seen.fallbacks.update({"rejected": 3, "unavailable": 1})
    report(EmbeddedMetrics(stream, FixedClock()), Tally(contacts=1, told=1, texts=4, templates=1), 0, seen)
    whole, *fallbacks = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert (whole["NoticeMisses"], whole["TemplateShare"]) == (2, 25.0)
    assert {line["reason"]: line["MessageFallback"] for line in fallbacks} == {
        "rejected": 3,
        "unavailable": 1,
    }


def test_only_templates_count_as_a_fallback_and_a_check_is_told_from_silence() -> None:
    class Made:
        def __init__(self, source: Source, *rejections: str) -> None:
            self.source, self.rejections = source, rejections

    seen = Seen()
    messages: list[Any] = [Made(Source.MODEL), Made(Source.CACHED), Made(Source.TEMPLATE)]
    messages.append(Made(Source.TEMPLATE, "polarity"))
    seen.made(messages)
    assert seen.fallbacks == {"unavailable": 1, "rejected": 1}
