"""Scenarios played some at a time: a consumer that waits for its group leaves the processor to another."""

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Generic, TypeVar

from local.broker import MockBroker
from tests.reliability.aws.server import AwsServer
from tests.reliability.pipeline import Pipeline

AT_A_TIME: Final = 6
LIMIT_SECONDS: Final = 100.0

T = TypeVar("T")


class Played(Generic[T]):
    """The scenarios under way; each is waited for by the test that is about it."""

    def __init__(self, running: Mapping[str, "Future[T]"]) -> None:
        self._running = running

    def wait(self, name: str) -> T:
        """What the scenario returned; raises what it raised."""
        return self._running[name].result(timeout=LIMIT_SECONDS)


@contextmanager
def play(
    scenarios: Mapping[str, Callable[[Pipeline], T]],
    broker: MockBroker,
    server: AwsServer,
    folder: Path,
    own_broker: Collection[str] = (),
) -> Iterator[Played[T]]:
    """Play these, those of `own_broker` on one that no other uses. Leaving waits for all of them."""
    with ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="scenario") as pool:
        running = {}
        for name, scenario in scenarios.items():
            own = folder / name
            own.mkdir()
            taken = MockBroker.start(own) if name in own_broker else broker
            # Made here: two threads that create topics would write to one pipe.
            running[name] = pool.submit(_play, scenario, Pipeline(taken, server, own), taken is not broker)
        yield Played(running)


def _play(scenario: Callable[[Pipeline], T], pipeline: Pipeline, stop: bool) -> T:
    try:
        return scenario(pipeline)
    finally:
        pipeline.close()
        if stop:
            pipeline.mock.stop()
