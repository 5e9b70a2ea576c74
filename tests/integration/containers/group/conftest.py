"""A rig of its own for every test, on the broker that all share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.containers.base import Base
from tests.integration.containers.group.rig import Rig, rig


@pytest.fixture
def group(base: Base, tmp_path: Path) -> Iterator[Rig]:
    """Topics, group and stand-in; whoever is still a member at the end is stopped."""
    with rig(base.broker, tmp_path) as made:
        yield made
