"""What each deployable set holds: its own folder, the parts of the kernel it reaches, and its lock."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

from tests.unit.project.repository import ROOT, imported_modules, pyproject, tracked_python

ENTRIES = {
    "consumer": ["services.consumer.main"],
    "api": ["services.api.main"],
    "messenger": ["services.messenger.handler", "services.messenger.sweep"],
    "stream": ["services.stream.handler"],
    "rebooking": ["services.rebooking.handler"],
}
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,]+\])?==([^\s;\\]+)", re.MULTILINE)


def started_services() -> list[str]:
    """The deployables of which every entry is in the repository."""
    files = set(tracked_python("services"))
    return [
        name for name, entries in ENTRIES.items() if all(module_file(entry) in files for entry in entries)
    ]


def module_file(module: str) -> Path:
    """Where a module of ours lies."""
    return ROOT.joinpath(*module.split(".")).with_suffix(".py")


def locked_versions(lock: str) -> dict[str, str]:
    """The version of each distribution in requirements/<lock>.txt, by normalised name."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    return {normalised(name): version for name, version in PINNED.findall(text)}


def normalised(name: str) -> str:
    """The name by which package indexes compare distributions."""
    return re.sub(r"[-_.]+", "-", name).lower()


def reached_files(*places: str) -> set[Path]:
    """The files below each place and every file of ours that they need, followed from import to import."""
    reached: set[Path] = set()
    waiting = tracked_python(*places)
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting.extend(file for module in imported_modules(path) for file in _files_of(module))
    return reached


def third_party_imports(paths: set[Path]) -> dict[str, Path]:
    """Each top-level module from outside that the files import, with one file that imports it."""
    return {
        top: path
        for path in paths
        for top in {module.partition(".")[0] for module in imported_modules(path)}
        if top not in sys.stdlib_module_names and not (ROOT / top).is_dir()
    }


def missing_from_lock(lock: str, paths: set[Path]) -> set[str]:
    """What the files import from outside that no distribution of the lock provides."""
    locked = locked_versions(lock).keys()
    return {
        f"{path.relative_to(ROOT)} imports {module}"
        for module, path in third_party_imports(paths).items()
        if not distributions_of(module) & locked
    }


def distributions_of(module: str) -> set[str]:
    """The normalised names of the distributions that provide a module; its own when none is installed."""
    return {normalised(name) for name in _installed().get(module, [])} or {normalised(module)}


def requirements_of(extra: str) -> list[Requirement]:
    """The direct requirements of an extra, those of the extras that it includes too."""
    found = []
    for text in pyproject()["project"]["optional-dependencies"][extra]:
        requirement = Requirement(text)
        if requirement.name == pyproject()["project"]["name"]:
            found += [inner for included in sorted(requirement.extras) for inner in requirements_of(included)]
        else:
            found.append(requirement)
    return found


@cache
def _installed() -> Mapping[str, list[str]]:
    return packages_distributions()


@cache
def _files_of(module: str) -> tuple[Path, ...]:
    """The files that importing a.b.c runs: the packages a and a.b, and c as module, package or name."""
    parts = module.split(".")
    files: list[Path] = []
    for length in range(1, len(parts) + 1):
        base = ROOT.joinpath(*parts[:length])
        files += [path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()]
    return tuple(files)
