"""What every test of a lane starts with."""

import pytest

from tests.unit.consumer.building import Surroundings


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()
