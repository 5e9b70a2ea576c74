"""A short soak: `make soak` with few kills, and what its figures may not hide."""

from pathlib import Path

import pytest

from tests.reliability.soak.memory import LEAST_SAMPLES, MIB, slope
from tests.reliability.soak.outcome import Outcome
from tests.reliability.soak.plan import End, plan
from tests.reliability.soak.report import as_json, rows
from tests.reliability.soak.run import Soak, Soaked

KILLS = 26
SEED = 2013

FLAT = [(at / 4, 60 * MIB + at % 3) for at in range(3 * LEAST_SAMPLES)]


@pytest.mark.broker
@pytest.mark.slow
def test_after_some_kills_and_many_faults_every_oracle_is_content(tmp_path: Path) -> None:
    deaths: list[None] = []
    soaked = Soak(tmp_path, SEED, KILLS, 60.0).run(lambda: deaths.append(None))
    assert soaked.faults == {}, "\n".join(f"{name}: {value}" for name, value in rows(soaked))
    assert len(deaths) == soaked.outcome.kills == KILLS
    assert soaked.outcome.published > 0
    assert soaked.outcome.strikes.total() > 0


def test_a_plan_follows_its_seed_and_has_every_end() -> None:
    assert plan(7, 3) == plan(7, 3)
    assert plan(7, 3) != plan(8, 3)
    assert plan(7, 3) != plan(7, 4)
    assert {life.end for number in range(5) for life in plan(7, number).lives} == set(End)


def test_memory_that_stays_is_no_fault() -> None:
    found = slope(FLAT)
    assert found.fault is None
    assert found.mib_per_hour == pytest.approx(0, abs=0.1)


def test_memory_that_grows_is_a_fault() -> None:
    grown = [(at, 60 * MIB + int(at * MIB)) for at, _ in FLAT]
    found = slope(grown)
    assert found.mib_per_hour == pytest.approx(3600)
    assert found.fault is not None
    assert "grew" in found.fault


@pytest.mark.parametrize("samples", [[], FLAT[:LEAST_SAMPLES], [*FLAT, (99.0, None)]])
def test_memory_that_was_not_seen_is_a_fault(samples: list[tuple[float, int | None]]) -> None:
    found = slope(samples)
    assert found.mib_per_hour is None
    assert found.fault is not None
    assert "samples" in found.fault


def test_a_soak_with_too_few_kills_or_a_fault_is_not_passed() -> None:
    outcome = Outcome()
    outcome.deaths["SIGKILL"] = 3
    soaked = Soaked(SEED, 3, outcome, slope(FLAT), 1.0)
    assert soaked.faults == {}
    assert "kills" in Soaked(SEED, 4, outcome, slope(FLAT), 1.0).faults
    assert "memory" in Soaked(SEED, 3, outcome, slope([]), 1.0).faults
    outcome.blame("no_loss", "7/1", ["an envelope"])
    assert soaked.faults == {"no_loss": ["7/1: an envelope"]}
    assert as_json(soaked)["faults"] == soaked.faults
    assert ("lost", "1") in list(rows(soaked))
