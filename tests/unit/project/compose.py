"""docker-compose.yml as data."""

from functools import cache
from typing import Any

import yaml

from tests.unit.project.repository import ROOT

Service = dict[str, Any]
FILE = ROOT / "docker-compose.yml"


@cache
def compose() -> dict[str, Any]:
    """The whole file, anchors resolved, variables not."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


def services() -> dict[str, Service]:
    """By name."""
    found: dict[str, Service] = compose()["services"]
    return found


def one_shots() -> set[str]:
    """Services that others wait for to end, or that are asked for by a profile and end by themselves."""
    waited = {
        name
        for service in services().values()
        for name, wait in service.get("depends_on", {}).items()
        if wait["condition"] == "service_completed_successfully"
    }
    return waited | {"demo"}
