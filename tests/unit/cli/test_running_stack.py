"""A replay on a stack that runs by itself: what is wrong with it is one sentence, before anything is sent."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flightpulse.cli import main
from flightpulse.demo import running_stack
from flightpulse.demo.deployment import Deployment
from flightpulse.demo.stage import Platform
from flightpulse.errors import UsageProblem
from local.bedrock.control import BedrockControl
from local.replay.day import replay_of
from local.runtime.ports import free_port
from services.core.table import keys

DAY = replay_of(date(2013, 3, 8), 2, seed=7)
PLATFORM = Platform(
    Deployment("http://127.0.0.1:1", {"TableName": "t"}),
    "127.0.0.1:1",
    BedrockControl("http://127.0.0.1:1"),
    (),
)


def _table_with(monkeypatch: pytest.MonkeyPatch, *flights: str) -> None:
    there = {keys.flight_state(flight) for flight in flights}

    class _Reader:
        def __init__(self, *_: Any) -> None:
            return

        def get_many(self, wanted: list[keys.Key]) -> list[keys.Key]:
            return [key for key in wanted if key in there]

    monkeypatch.setattr(running_stack, "TableReader", _Reader)


def test_a_day_that_the_stack_has_not_heard_of_is_replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    _table_with(monkeypatch, "ZZ-0001-2013-03-08-JFK-1")
    running_stack.refuse_known_flights(PLATFORM, DAY)


def test_a_day_that_the_stack_has_heard_of_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _table_with(monkeypatch, str(DAY.flights[1].key))
    with pytest.raises(UsageProblem, match=r"--date, or start anew with `docker compose down -v`"):
        running_stack.refuse_known_flights(PLATFORM, DAY)


def test_an_address_where_nothing_is_deployed_is_named() -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(UsageProblem, match=f"no deployed stack answers at {endpoint}"):
        running_stack.deployed_at(endpoint)


def test_a_file_that_says_nothing_of_a_stack_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "stack.json"
    file.write_text(json.dumps({"aws": "http://127.0.0.1:4566"}))
    assert main(["demo", "--against", str(file)]) == 2
    assert "--against" in (said := capsys.readouterr().err)
    assert "aws, kafka, bedrock, api" in said


def test_what_only_an_own_stack_has_cannot_be_asked_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--against", "stack.json", "--keep-running"]) == 2
    assert "leave --port and --keep-running out" in capsys.readouterr().err
