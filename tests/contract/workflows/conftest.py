"""An emulator of this suite's own: the stacks from their snapshots, with the fake messenger."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.bundling import BUNDLES, build, zip_name
from local.bedrock import BedrockStandIn
from local.emulator.deploy import Stack, deploy
from local.emulator.emulator import Emulator
from local.emulator.project import SNAPSHOTS, STACKS, deploy_project
from tests.contract.workflows.cabin import Cabin
from tests.contract.workflows.driver import Driver

WAIT_SCALE = 0.01  # of what a Wait or a retry of the pipeline would take

# The stand-in lies where the real handlers lie.
INSIDE = ("services/messenger/handler.py", "services/messenger/sweep.py")


@pytest.fixture(scope="session")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """The deployed workflows."""
    folder = tmp_path_factory.mktemp("workflows")
    stacks = [Stack.read(SNAPSHOTS / f"{name}.json") for name in STACKS]
    with Emulator.start(folder / "aws") as emulator:
        others = [build(name, folder) for name in BUNDLES if name != "messenger"]
        zips = {path.name: path for path in (_zip(folder), *others)}
        driver = Driver(emulator, deploy(emulator.endpoint, stacks, zips, lambda _: None))
        _switch_off_the_stream(driver)
        yield driver


@pytest.fixture
def cabin(workflows: Driver) -> Cabin:
    """Flights with bookings; the marker is the real one."""
    return Cabin(workflows)


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory, bedrock_stand_in: BedrockStandIn) -> Iterator[Driver]:
    """FlightPulse itself, with every Lambda that it has."""
    folder = tmp_path_factory.mktemp("pipeline")
    start = Emulator.start(folder / "aws", wait_scale=WAIT_SCALE, bedrock_endpoint=bedrock_stand_in.endpoint)
    with start as emulator:
        yield Driver(emulator, deploy_project(emulator.endpoint, folder / "zips", lambda _: None))


@pytest.fixture
def full(pipeline: Driver) -> Cabin:
    """Flights with bookings on the real thing."""
    return Cabin(pipeline)


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    """A contact `until:<this>` keeps its batch waiting until the file is there."""
    return tmp_path / "open"


def _switch_off_the_stream(driver: Driver) -> None:
    """Looks that the stream handler asks for are none of this suite's business: it has its own."""
    functions = driver.client("lambda")
    for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)


def _zip(folder: Path) -> Path:
    source = Path(__file__).with_name("fake_messenger.py").read_text(encoding="utf-8")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for package in ("services", "services/messenger"):
            archive.writestr(f"{package}/__init__.py", "")
        for inside in INSIDE:
            archive.writestr(inside, source)
    path = folder / zip_name("messenger")
    path.write_bytes(content.getvalue())
    return path
