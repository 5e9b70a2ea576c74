"""What the one-shots are told, and where the demo finds the stack."""

import json
from pathlib import Path

import pytest

from flightpulse.stack.addresses import Addresses, NoStack
from flightpulse.stack.errors import StackProblem, one_shot
from flightpulse.stack.settings import StackSettings
from tests.unit.project.compose import services

ADDRESSES = Addresses(
    aws="http://aws:4566", kafka="kafka:19092", bedrock="http://bedrock:4581", api="http://api:8080"
)


def _environment() -> dict[str, str]:
    """As the Compose file has it."""
    return {**services()["deploy"]["environment"], "FLIGHTPULSE_CLOCK": "wall"}


def test_the_compose_file_tells_them_everything() -> None:
    settings = StackSettings.from_environment(_environment())
    assert settings.addresses == ADDRESSES
    assert (settings.folder, settings.clock) == (Path("/deployment"), "wall")


@pytest.mark.parametrize("name", sorted(_environment().keys() - {"FLIGHTPULSE_CLOCK"}))
def test_what_is_missing_is_named(name: str) -> None:
    with pytest.raises(StackProblem, match=f"{name} is not set"):
        StackSettings.from_environment({**_environment(), name: ""})


def test_a_clock_that_there_is_not_is_refused() -> None:
    with pytest.raises(StackProblem, match="event, wall"):
        StackSettings.from_environment({**_environment(), "FLIGHTPULSE_CLOCK": "sundial"})


def test_addresses_are_read_as_they_were_written(tmp_path: Path) -> None:
    ADDRESSES.write(tmp_path / "stack.json")
    assert Addresses.read(tmp_path / "stack.json") == ADDRESSES


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"aws": "http://aws:4566"}), json.dumps({"aws": 7})])
def test_a_file_that_is_no_stack_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "stack.json"
    file.write_text(text)
    with pytest.raises(NoStack, match=r"stack\.json"):
        Addresses.read(file)


def test_a_problem_is_one_line_and_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    def step() -> None:
        raise StackProblem("the volume is another release's")

    assert one_shot("deploy", step) == 1
    assert capsys.readouterr().err == "flightpulse deploy: the volume is another release's\n"
    assert one_shot("deploy", lambda: None) == 0
