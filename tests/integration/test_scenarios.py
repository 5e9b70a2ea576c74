"""Every scenario on one platform, as a user runs them: each comes out as it promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flightpulse.scenario.catalogue import SCENARIOS

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(200)]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = tmp_path_factory.mktemp("scenarios")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return subprocess.run(
        [sys.executable, "-m", "flightpulse", "scenario", "all"],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_scenario_comes_out_as_it_promises(ended: subprocess.CompletedProcess[str]) -> None:
    assert ended.returncode == 0, ended.stdout[-5000:] + ended.stderr
    assert ended.stderr == ""
    assert ended.stdout.count("As promised.") == len(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_timeline_says_what_was_said_and_what_came_of_it(
    ended: subprocess.CompletedProcess[str], name: str
) -> None:
    [story] = [part for part in ended.stdout.split("\n\n") if part.startswith(f"{name}: ")]
    assert " says flight." in story
    assert "published  flight." in story
    assert "told       " in story
    assert "@example" not in story.replace("***@example", "")  # addresses are masked


def test_whoever_was_not_told_has_the_rule_that_decided(ended: subprocess.CompletedProcess[str]) -> None:
    for rule in (
        "telling.opted-out",
        "telling.on-baseline",
        "telling.held-in-quiet-hours",
        "telling.already-told",
        "announcing.below-threshold",
    ):
        assert f"{rule}: " in ended.stdout


def test_nothing_is_left_of_the_run(
    ended: subprocess.CompletedProcess[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert not list(tmp_path_factory.getbasetemp().glob("scenarios*/flightpulse-*"))
