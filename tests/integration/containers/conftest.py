"""One system for the whole suite; every test has flights of its own in it."""

from collections.abc import Iterator

import pytest
from testcontainers.core.config import ConnectionMode, testcontainers_config

from local.runtime.ports import LOOPBACK
from tests.integration.containers.base import Base
from tests.integration.containers.base import base as make_base
from tests.integration.containers.engine import missing_images, why_no_engine
from tests.integration.containers.images import OURS
from tests.integration.containers.services import Api, Consumer
from tests.integration.containers.system import System, system

# The engine is on this machine: its reaper too is reached on the only address that tests may reach.
testcontainers_config.tc_host_override = LOOPBACK
testcontainers_config.connection_mode_override = ConnectionMode.docker_host


@pytest.fixture(scope="session")
def base() -> Iterator[Base]:
    """Broker and proxy."""
    if reason := why_no_engine():
        pytest.skip(reason)
    with make_base() as made:
        yield made


@pytest.fixture(scope="session")
def running(base: Base, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Broker, embedded AWS, model and proxy, with the stacks deployed."""
    if missing := missing_images(OURS):
        pytest.fail(f"there is no image {', '.join(missing)}: run `make images`")
    with system(tmp_path_factory.mktemp("system"), base) as built:
        yield built


@pytest.fixture
def consumer(running: System) -> Iterator[Consumer]:
    """The one member of the group, ready."""
    with Consumer(running.network, running.environment()) as started:
        yield started.wait_ready()


@pytest.fixture
def api(running: System) -> Iterator[Api]:
    """The API, ready."""
    with Api(running.network, running.environment()) as started:
        yield started.wait_ready()
