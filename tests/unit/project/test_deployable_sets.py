"""Each deployable starts from copied folders and its lock alone, as its image or zip will hold them."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.unit.project.deployables import ENTRIES, locked_versions, started_services
from tests.unit.project.repository import ROOT

STARTS = [(service, entry) for service in started_services() for entry in ENTRIES[service]]


@pytest.mark.parametrize(("service", "entry"), STARTS)
def test_the_entry_imports_with_only_its_folders_and_its_lock(
    service: str, entry: str, tmp_path: Path
) -> None:
    libraries = _link_locked(service, tmp_path / "libraries")
    code = _copy_folders(service, tmp_path / "code")
    run = _import(entry, code, libraries)
    assert run.returncode == 0, run.stderr


def test_a_library_outside_the_lock_cannot_be_imported_in_such_a_set(tmp_path: Path) -> None:
    libraries = _link_locked("messenger", tmp_path / "libraries")
    run = _import("pytest", tmp_path, libraries)
    assert "No module named 'pytest'" in run.stderr


def _copy_folders(service: str, target: Path) -> Path:
    for folder in ("core", service):
        source = ROOT / "services" / folder
        shutil.copytree(source, target / "services" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "services" / "__init__.py", target / "services")
    return target


def _link_locked(lock: str, target: Path) -> Path:
    """Links what the development environment installed of a lock's distributions into one folder."""
    target.mkdir()
    for name in locked_versions(lock):
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform or Python
        for top in {file.parts[0] for file in installed.files or [] if file.parts[0] != ".."}:
            if not (target / top).exists():
                (target / top).symlink_to(Path(str(installed.locate_file(top))))
    return target


def _import(module: str, code: Path, libraries: Path) -> subprocess.CompletedProcess[str]:
    """Imports a module in a Python that has no site-packages (-S), only the two folders."""
    return subprocess.run(
        [sys.executable, "-S", "-B", "-c", f"import {module}"],
        cwd=code,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{code}{os.pathsep}{libraries}"},
        capture_output=True,
        text=True,
        check=False,
    )
