"""The exit status, and what is kept for whoever looks for a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flightpulse.scenario import run
from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.course import Course
from local.runtime.child import ChildFailed
from tests.unit.cli.scenarios import act, course, told

STORY = [SCENARIOS["family"]]


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    @contextmanager
    def empty_stage(*_: Any) -> Iterator[None]:
        yield

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(run, "check_setup", lambda _: None)
    monkeypatch.setattr(run, "stage", empty_stage)
    return tmp_path


def test_all_as_promised_is_0_and_leaves_nothing(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_run", lambda *_, **__: True)
    assert run.run_scenarios(STORY) == 0
    assert list(folders.iterdir()) == []


def test_a_promise_that_does_not_hold_is_1_and_keeps_the_logs(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "_run", lambda *_, **__: False)
    assert run.run_scenarios(STORY) == 1
    [kept] = folders.iterdir()
    assert f"Logs are kept in {kept}" in capsys.readouterr().out


def test_a_service_that_does_not_come_up_is_1_and_says_why(
    folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any, **__: Any) -> bool:
        raise ChildFailed("the consumer ended")

    monkeypatch.setattr(run, "_run", broken)
    assert run.run_scenarios(STORY) == 1
    assert "the consumer ended" in capsys.readouterr().out


def test_every_scenario_is_held_to_what_the_system_promises_too() -> None:
    twice = course(act(told(), told()))
    assert "a number was told twice on one channel" in run.complaints_of(STORY[0], twice)
    restless = Course("x", [act()], complaints=["the system did not come to rest"])
    assert "the system did not come to rest" in run.complaints_of(STORY[0], restless)
