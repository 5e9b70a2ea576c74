"""Everything that the replay needs, started in order and stopped in the reverse order on every exit."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from flightpulse.demo.deployment import Deployment, deploy_all
from flightpulse.demo.options import DemoOptions
from flightpulse.demo.screen import Screen
from flightpulse.demo.services import (
    READY_LIMIT_SECONDS,
    STOP_GRACE_SECONDS,
    answers_ready,
    service_environment,
    start_service,
)
from flightpulse.signals import deaf_to_signals
from local.bedrock import BedrockStandIn
from local.bedrock.control import BedrockControl
from local.broker import MockBroker
from local.emulator.emulator import Emulator
from local.runtime.child import Child
from local.runtime.ports import LOOPBACK, free_port

EMULATOR = {
    "FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS": "3",
    "FLIGHTPULSE_EMULATOR_SINGLE_LAMBDAS": "Sweeper,StreamHandler,Reporter",
    "FLIGHTPULSE_EMULATOR_FORGETS": "1",
    "LAMBDA_WARM_TTL_SECONDS": "15",
    "MALLOC_ARENA_MAX": "2",
}
"""Three Lambdas at once keep two cores busy; the messenger keeps that many processes of fifty megabytes,
and the functions that seldom have work, or can wait for it, one each. All but the first process of a function
end after fifteen seconds without work: a cancelled bank of flights starts three markers.

glibc would give each of the emulator's many threads a heap of its own, and keep what is free in all of them.
"""


@dataclass(frozen=True, slots=True)
class Platform:
    """What stands in for AWS, Kafka and the model, with the stacks deployed."""

    deployment: Deployment
    bootstrap: str
    bedrock: BedrockControl
    groups: tuple[int, ...]
    broker: str = "librdkafka's mock cluster"


class Services(Protocol):
    """Consumer and API, wherever they run."""

    def wait_ready(self) -> None:
        """Return when both say that they are ready."""

    @property
    def api_url(self) -> str:
        """Where the API answers."""

    @property
    def children(self) -> tuple[Child, ...]:
        """Those of their processes that this one has started."""

    @property
    def groups(self) -> tuple[int, ...]:
        """The process groups of these."""


class Building(Protocol):
    """Puts up, or finds, what a replay needs."""

    def start_platform(self) -> Platform:
        """What stands in for AWS, Kafka and the model, with the stacks deployed."""

    def start_services(self, platform: Platform, options: DemoOptions) -> Services:
        """Consumer and API, not waited for."""


@dataclass(frozen=True, slots=True)
class StartedServices:
    """Consumer and API, the latter last, each with the port where it says that it is ready."""

    started: tuple[tuple[Child, int], ...]

    def wait_ready(self) -> None:
        """Wait for both; raises ChildFailed, with the end of its log, for one that does not come up."""
        for child, port in self.started:
            child.wait_ready(partial(answers_ready, port), READY_LIMIT_SECONDS)

    @property
    def api_url(self) -> str:
        """Where the API answers."""
        _, port = self.started[-1]
        return f"http://{LOOPBACK}:{port}"

    @property
    def children(self) -> tuple[Child, ...]:
        """The processes."""
        return tuple(child for child, _ in self.started)

    @property
    def groups(self) -> tuple[int, ...]:
        """Their process groups."""
        return tuple(child.pid for child in self.children)


class Stage:
    """Starts things; leaving it as a context stops them, deaf to a second Ctrl-C."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self._folder = folder
        self._screen = screen
        self._stack = ExitStack()

    def start_platform(self, wait_scale: float = 0.0) -> Platform:
        """The embedded AWS, Kafka and model, then the stacks. `wait_scale` multiplies waits of workflows."""
        self._screen.phase("Starting the embedded AWS, the embedded Kafka broker and the Bedrock stand-in")
        bedrock = self._stack.enter_context(BedrockStandIn.start(self._folder / "bedrock"))
        broker = self._stack.enter_context(MockBroker.start(self._folder / "broker"))
        emulator = self._stack.enter_context(
            Emulator.start(
                self._folder / "aws",
                wait_scale=wait_scale,
                bedrock_endpoint=bedrock.endpoint,
                extra_env=EMULATOR,
            )
        )
        self._screen.phase("Deploying the data and workflows stacks, as CDK synthesised them")
        deployment = deploy_all(emulator.endpoint, self._folder, self._screen.note)
        return Platform(deployment, broker.bootstrap, bedrock, (bedrock.pid, broker.pid, emulator.pid))

    def start_services(self, platform: Platform, options: DemoOptions) -> StartedServices:
        """Consumer and API, not waited for: there is other work to do while they import."""
        self._screen.phase("Starting the consumer and the API")
        starting = (
            self._start("the consumer", "services.consumer", platform, free_port()),
            self._start("the API", "services.api", platform, options.port or free_port()),
        )
        return StartedServices(starting)

    def close(self) -> None:
        """Stop everything, the last started first."""
        with deaf_to_signals():
            self._stack.close()

    def _start(self, name: str, module: str, platform: Platform, port: int) -> tuple[Child, int]:
        environment = service_environment(platform.deployment, platform.bootstrap, port)
        child = start_service(name, module, environment, self._folder / module)
        self._stack.callback(child.stop, STOP_GRACE_SECONDS)
        return child, port


@contextmanager
def stage(folder: Path, screen: Screen) -> Iterator[Stage]:
    """A stage that is cleared whatever happens on it."""
    built = Stage(folder, screen)
    try:
        yield built
    finally:
        built.close()
