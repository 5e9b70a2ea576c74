"""A stream with duplicates, swaps, late records and poison ends in the truth of the clean one."""

from datetime import date
from typing import Any

import pytest

from local.replay.day import replay_of
from local.replay.fault import Fault
from local.report.report import Report
from tests.integration.expected_truth import expected_truth_hash
from tests.integration.replay_rig import ReplayRig

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]

SAMPLE: dict[str, Any] = {"day": date(2013, 3, 8), "flights": 5, "seed": 7, "passengers_per_flight": 3}
ALL = frozenset(Fault)


def in_lockstep(rig: ReplayRig, faults: frozenset[Fault] = frozenset()) -> Report:
    return rig.report(**SAMPLE, lockstep=True, faults=faults)


@pytest.fixture(scope="module")
def clean(rig: ReplayRig) -> Report:
    return in_lockstep(rig)


@pytest.fixture(scope="module")
def truth() -> str:
    return expected_truth_hash(replay_of(SAMPLE["day"], SAMPLE["flights"], SAMPLE["seed"]))


def test_in_lockstep_two_clean_runs_tell_the_same(rig: ReplayRig, clean: Report, truth: str) -> None:
    again = in_lockstep(rig)

    assert (clean.losses, again.losses) == ((), ())
    assert clean.truth_hash == again.truth_hash == truth
    assert clean.told_hash == again.told_hash
    assert clean.by_kind == again.by_kind


def test_another_speed_ends_in_the_same_truth(rig: ReplayRig, clean: Report) -> None:
    fast = rig.report(**SAMPLE, speed=240.0)

    assert (fast.losses, fast.truth_hash) == ((), clean.truth_hash)


@pytest.mark.parametrize(
    "faults", [*(frozenset({fault}) for fault in Fault), ALL], ids=[*(fault.value for fault in Fault), "all"]
)
def test_whatever_was_done_to_the_stream_the_truth_is_the_same(
    rig: ReplayRig, clean: Report, faults: frozenset[Fault]
) -> None:
    report = in_lockstep(rig, faults)

    assert report.losses == ()
    assert report.truth_hash == clean.truth_hash
    assert report.totals == clean.totals
    assert report.faults is not None
    assert set(report.faults) == {fault.value for fault in faults}
    assert all(report.faults.values())
    assert report.dead_letters == report.faults.get("poison", 0)
    if faults <= {Fault.DUPLICATES, Fault.POISON}:
        assert report.told_hash == clean.told_hash
