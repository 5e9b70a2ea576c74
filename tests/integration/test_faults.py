"""A stream with duplicates, swaps, late records and poison ends in the truth of the clean one."""

from dataclasses import replace

import pytest

from flightpulse.demo.options import DemoOptions
from local.replay.day import replay_of
from local.replay.fault import Fault
from local.report.report import Report
from tests.integration.expected_truth import expected_truth_hash
from tests.integration.replay_rig import ReplayRig

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]

ALL = frozenset(Fault)
ONE_BY_ONE = [pytest.param(frozenset({fault}), id=fault.value, marks=pytest.mark.long) for fault in Fault]
IN_PLACE = frozenset({Fault.DUPLICATES, Fault.POISON})
"""They add to the stream and move nothing in it."""


def test_the_clean_run_ends_in_the_truth_that_merging_its_events_gives(
    clean: Report, sample: DemoOptions
) -> None:
    assert clean.losses == ()
    assert clean.faults == {}
    assert clean.truth_hash == expected_truth_hash(replay_of(sample.day, sample.flights, sample.seed))


@pytest.mark.long
def test_another_speed_ends_in_the_same_truth(rig: ReplayRig, clean: Report, sample: DemoOptions) -> None:
    fast = rig.report(replace(sample, lockstep=False, speed=240.0))

    assert (fast.losses, fast.truth_hash) == ((), clean.truth_hash)


@pytest.mark.parametrize("faults", [*ONE_BY_ONE, pytest.param(ALL, id="all")])
def test_whatever_was_done_to_the_stream_the_truth_is_the_same_and_everybody_is_told_it(
    rig: ReplayRig, clean: Report, sample: DemoOptions, faults: frozenset[Fault]
) -> None:
    report = rig.report(replace(sample, faults=faults))

    assert report.losses == ()
    assert report.truth_hash == clean.truth_hash
    assert report.totals == clean.totals
    assert report.faults is not None
    assert set(report.faults) == {fault.value for fault in faults}
    assert all(report.faults.values())
    assert report.dead_letters == report.faults.get("poison", 0)
    if faults <= IN_PLACE:
        assert report.told_hash == clean.told_hash
