"""The check of the stack itself: it notices what is lost, and what is left behind."""

from typing import Any

import pytest

from flightpulse.compose import engine
from flightpulse.compose.engine import Answer
from local.replay.real_flight import RealFlight
from services.core.clock import format_instant, parse_instant
from services.core.flight.key import FlightKey
from tools.compose_check import stack as checked
from tools.compose_check.burst import Said, delay, missing
from tools.compose_check.single_runs import check_rules, replay
from tools.compose_check.stack import CheckedStack, CheckFailed
from tools.compose_check.waiting import until_none

KEY = "UA-0207-2013-03-08-EWR-1"
OUT = parse_instant("2013-03-08T14:00:00Z")
FLIGHT = RealFlight(FlightKey.parse(KEY), "SFO", None, OUT, OUT, None, None, None, None)


class _Api:
    """Answers what was put there; says by number what it accepts."""

    def __init__(self) -> None:
        self.there: dict[str, dict[str, Any]] = {}
        self.said: list[dict[str, Any]] = []

    def say(self, _flight: str, event: dict[str, Any], _idempotency_key: str) -> str:
        self.said.append(event)
        return f"event-{len(self.said)}"

    def read(self, path: str) -> dict[str, Any] | None:
        return self.there.get(path)


def _twice_delayed() -> tuple[Any, Said]:
    api, said = _Api(), Said()
    delay(api, FLIGHT, 0, said)  # type: ignore[arg-type]
    delay(api, FLIGHT, 1, said)  # type: ignore[arg-type]
    for number in (1, 2):
        api.there[f"/v1/flights/{KEY}/events/event-{number}"] = {"applied": True}
    api.there[f"/v1/flights/{KEY}"] = {"estimatedOut": format_instant(OUT + 60 * 60_000)}
    api.there[f"/v1/flights/{KEY}/notifications"] = {"items": [{"notificationId": "n"}]}
    return api, said


def test_each_delay_is_later_and_said_later_than_the_one_before() -> None:
    api, said = _twice_delayed()
    first, second = api.said
    assert first["data"]["estimatedOut"] < second["data"]["estimatedOut"] == said.estimates[KEY]
    assert first["occurredAt"] < second["occurredAt"] < format_instant(OUT)


def test_nothing_is_missing_when_events_latest_estimate_and_message_are_there() -> None:
    assert missing(*_twice_delayed()) == []


@pytest.mark.parametrize(
    ("path", "instead", "said"),
    [
        (f"/v1/flights/{KEY}/events/event-1", None, f"event event-1 of {KEY}"),
        (f"/v1/flights/{KEY}/events/event-2", {"applied": False}, f"event event-2 of {KEY}"),
        (f"/v1/flights/{KEY}", {"estimatedOut": "2013-03-08T14:40:00.000Z"}, f"{KEY} delayed to"),
        (f"/v1/flights/{KEY}/notifications", {"items": []}, f"a message about {KEY}"),
    ],
)
def test_what_is_missing_is_named(path: str, instead: dict[str, Any] | None, said: str) -> None:
    api, heard = _twice_delayed()
    api.there[path] = instead
    (lost,) = missing(api, heard)
    assert lost.startswith(said)


def test_waiting_in_vain_fails_with_what_is_missing() -> None:
    with pytest.raises(CheckFailed, match="1 missing, for example\n  a message"):
        until_none(lambda: ["a message"], "the burst", limit_seconds=0)


def test_what_is_left_behind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "docker", lambda *_, **__: Answer(0, "", ""))
    monkeypatch.setattr(
        engine, "ask", lambda *words: Answer(0, "table\n" if words[0] == "volume" else "", "")
    )
    assert CheckedStack("check", {}).down() == ["1 volumes (table)"]


def test_a_machine_that_cannot_run_it_is_told_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "problems", lambda *_: iter(["there is no docker on the PATH"]))
    with pytest.raises(CheckFailed, match="no docker"):
        CheckedStack.chosen()


def test_one_consumer_is_not_enough_for_killing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "docker", lambda *_, **__: Answer(0, "0a1b2c\n", ""))
    with pytest.raises(CheckFailed, match="1 consumers run, not 2"):
        CheckedStack("check", {}).kill_a_consumer()


REPORT = "  messages    4 (4 email) about 4 delay\nNothing lost: the table says what the data says.\n"


def test_a_replay_that_keeps_its_promises_is_told_with_its_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    _answering(monkeypatch, Answer(0, REPORT, ""))
    said = replay(CheckedStack("check", {}), 4)
    assert said == "messages 4 (4 email) about 4 delay. Nothing lost: the table says what the data says."


@pytest.mark.parametrize(
    "answer",
    [
        Answer(1, REPORT.replace("Nothing lost", "BROKEN"), ""),
        Answer(1, REPORT, ""),
        Answer(0, REPORT.replace("messages    4", "messages    0"), ""),
        Answer(0, "", "no such image"),
    ],
)
def test_a_replay_that_broke_a_promise_or_told_nobody_fails_with_its_report(
    monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    _answering(monkeypatch, answer)
    with pytest.raises(CheckFailed, match="the replay ended with") as failure:
        replay(CheckedStack("check", {}), 4)
    assert (answer.out or answer.err).strip() in str(failure.value)


def test_rules_that_promtool_refuses_fail_with_its_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    _answering(monkeypatch, Answer(1, "SUCCESS: 0 rules found", "FAILED: parse error"))
    with pytest.raises(CheckFailed, match="FAILED: parse error"):
        check_rules(CheckedStack("check", {}))


def _answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setattr(engine, "docker", lambda *_, **__: answer)
