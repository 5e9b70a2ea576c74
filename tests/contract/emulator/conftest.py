"""The probe stack, deployed once."""

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from local.emulator.deploy import Stack, deploy
from local.emulator.emulator import Emulator
from tests.contract.emulator import template


@dataclass(frozen=True, slots=True)
class Deployed:
    """The outputs of the probe stack and what was said while it was deployed."""

    outputs: dict[str, str]
    notes: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def probe_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The probe function as a Lambda zip."""
    content = io.BytesIO()
    source = Path(__file__).with_name("probe_function.py")
    with zipfile.ZipFile(content, "w") as archive:
        archive.write(source, source.name)
    file = tmp_path_factory.mktemp("zips") / "probe.zip"
    file.write_bytes(content.getvalue())
    return file


@pytest.fixture(scope="session")
def deployed(emulator: Emulator, probe_zip: Path) -> Deployed:
    """The probe stack."""
    notes: list[str] = []
    stacks = [Stack("Probe", template.build())]
    outputs = deploy(emulator.endpoint, stacks, {"asset.probe.zip": probe_zip}, notes.append)
    return Deployed(outputs, notes)
