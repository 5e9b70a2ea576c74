"""What the replays of this suite share."""

from collections.abc import Iterator
from datetime import date

import pytest

from flightpulse.demo.options import DemoOptions
from local.report.report import Report
from tests.integration.replay_rig import ReplayRig, replay_rig


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReplayRig]:
    """A platform for many replays, one after the other."""
    with replay_rig(tmp_path_factory.mktemp("rig")) as built:
        yield built


@pytest.fixture(scope="session")
def sample() -> DemoOptions:
    """A small day in lockstep: one flight cancelled, the others late."""
    return DemoOptions(day=date(2013, 3, 8), flights=4, seed=7, passengers_per_flight=2, lockstep=True)


@pytest.fixture(scope="session")
def clean(rig: ReplayRig, sample: DemoOptions) -> Report:
    """What it comes to when nothing is done to it."""
    return rig.report(sample)
