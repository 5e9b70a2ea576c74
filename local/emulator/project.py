"""FlightPulse itself on the embedded AWS: the snapshots of its stacks and its zips built from source."""

from pathlib import Path

from infra.bundling import build_all
from local.emulator.deploy import Progress, Stack, deploy
from local.runtime.paths import REPOSITORY

SNAPSHOTS = REPOSITORY / "infra" / "snapshots"
STACKS = ("FlightPulseData", "FlightPulseWorkflows")


def deploy_project(endpoint: str, work_folder: Path, progress: Progress = print) -> dict[str, str]:
    """Build the zips into `work_folder` and deploy both stacks; returns their outputs."""
    zips = build_all(work_folder).values()
    stacks = [Stack.read(SNAPSHOTS / f"{name}.json") for name in STACKS]
    return deploy(endpoint, stacks, {file.name: file for file in zips}, progress)
