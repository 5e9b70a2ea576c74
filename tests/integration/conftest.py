"""What the replays of this suite share."""

from collections.abc import Iterator
from datetime import date

import pytest

from flightpulse.demo.options import DemoOptions
from local.report.report import Report
from tests.fakes.collector import Collector, collecting
from tests.integration.replay_rig import ReplayRig, replay_rig


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    """Gets the spans of every replay on the rig."""
    with collecting() as running:
        yield running


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[ReplayRig]:
    """A platform for many replays, one after the other, all of them traced."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint)
        # The consumer's spans leave soon after they end, as a test waits for them.
        environment.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")
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
