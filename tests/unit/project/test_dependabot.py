"""Dependabot looks at everything that pins something, and takes nothing on the day it comes out."""

from pathlib import Path
from typing import Any

import yaml

from tests.unit.project.repository import ROOT, tracked_files

PINNING = {"Dockerfile", "go.mod", "action.yml", "package.json"}


def test_every_kind_of_update_waits() -> None:
    assert {each["package-ecosystem"] for each in updates() if each["cooldown"]["default-days"] >= 7} == {
        *("pip", "github-actions", "docker", "gomod", "npm"),
    }


def test_every_folder_that_is_named_is_there() -> None:
    assert [place for each in updates() for place in places(each) if not folders(place)] == []


def test_every_file_that_pins_is_looked_at() -> None:
    looked_at = {folder for each in updates() for place in places(each) for folder in folders(place)}
    pinning = {path.parent for path in tracked_files() if path.name in PINNING}
    assert pinning - looked_at == set()


def updates() -> list[dict[str, Any]]:
    """The entries of the configuration."""
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["updates"]
    return found


def places(update: dict[str, Any]) -> list[str]:
    """The folders of an entry, which begin with a slash for the root of the repository."""
    named: list[str] = update.get("directories") or [update["directory"]]
    return named


def folders(place: str) -> set[Path]:
    """The folders that a place with wildcards stands for."""
    return {ROOT} if place == "/" else set(ROOT.glob(place.removeprefix("/")))
