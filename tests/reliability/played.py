"""Scenarios played some at a time: a consumer that waits for its group leaves the processor to another."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from local.broker import MockBroker
from tests.reliability.aws.server import AwsServer
from tests.reliability.pipeline import Pipeline
from tests.reliability.rows import OWN_BROKER, Scenario

AT_A_TIME: Final = 6


class Played:
    """The scenarios under way; each is waited for by the test that is about it."""

    def __init__(self, running: dict[str, "Future[None]"]) -> None:
        self._running = running

    def wait(self, scenario: Scenario) -> None:
        """Raises what the scenario raised."""
        self._running[scenario.__name__].result(timeout=100.0)


@contextmanager
def play(
    scenarios: Iterable[Scenario], broker: MockBroker, server: AwsServer, folder: Path
) -> Iterator[Played]:
    """Play these. Leaving waits for all of them."""
    with ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="scenario") as pool:
        running = {}
        for scenario in scenarios:
            # A thread of its own would create topics at the same time as another, over one pipe.
            own = folder / scenario.__name__
            own.mkdir()
            taken = MockBroker.start(own) if scenario in OWN_BROKER else broker
            running[scenario.__name__] = pool.submit(
                _play, scenario, Pipeline(taken, server, own), taken, broker
            )
        yield Played(running)


def _play(scenario: Scenario, pipeline: Pipeline, taken: MockBroker, shared: MockBroker) -> None:
    try:
        scenario(pipeline)
    finally:
        pipeline.close()
        if taken is not shared:
            taken.stop()
