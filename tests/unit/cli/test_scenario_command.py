"""The command line of scenarios."""

import pytest

from flightpulse.cli import main
from flightpulse.scenario import run
from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.script import Scenario


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []

    def play(scenarios: list[Scenario], *, keep_running: bool) -> int:
        calls.append([scenario.name for scenario in scenarios])
        return 0

    monkeypatch.setattr(run, "run_scenarios", play)
    return calls


def test_the_list_names_each_and_says_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(SCENARIOS)
    assert "35 new estimates" in "\n".join(lines)


def test_several_are_played_on_one_platform_in_the_order_given(played: list[list[str]]) -> None:
    assert main(["scenario", "quiet-hours", "family", "quiet-hours"]) == 0
    assert played == [["quiet-hours", "family"]]


def test_all_are_all(played: list[list[str]]) -> None:
    assert main(["scenario", "all"]) == 0
    assert played == [list(SCENARIOS)]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["storm"], "there is no scenario 'storm'; there are minor-delay"),
        ([], "name a scenario: minor-delay"),
    ],
)
def test_a_name_that_is_none_says_which_there_are(
    names: list[str], sentence: str, capsys: pytest.CaptureFixture[str], played: list[list[str]]
) -> None:
    assert main(["scenario", *names]) == 2
    assert sentence in capsys.readouterr().err
    assert not played
