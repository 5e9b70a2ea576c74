"""What the replays of this suite share."""

from collections.abc import Iterator

import pytest

from tests.integration.replay_rig import ReplayRig, replay_rig


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReplayRig]:
    """A platform for many replays, one after the other."""
    with replay_rig(tmp_path_factory.mktemp("rig")) as built:
        yield built
