"""Every kind of disruption through broker, containers and workflows comes out as its scenario promises."""

from collections.abc import Iterator

import pytest

from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.course import Course
from flightpulse.scenario.run import complaints_of
from tests.integration.containers.played import play
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def courses(running: System) -> Iterator[dict[str, Course]]:
    """All of them side by side on one consumer."""
    with Consumer(running.network, running.environment()) as consumer:
        consumer.wait_ready()
        played = play(running, list(SCENARIOS.values()))
        yield dict(zip(SCENARIOS, played, strict=True))


@pytest.mark.parametrize("name", SCENARIOS)
def test_it_comes_out_as_promised(courses: dict[str, Course], name: str) -> None:
    assert complaints_of(SCENARIOS[name], courses[name]) == []
