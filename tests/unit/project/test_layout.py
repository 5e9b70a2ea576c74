"""The shape of the code: small files, whole packages, a pure kernel."""

import statistics
import sys
from pathlib import Path

import pytest

from tests.unit.project.repository import CODE_FOLDERS, ROOT, imported_modules, tracked_files, tracked_python

KERNEL = tracked_python("services/core")


def test_every_folder_with_python_is_a_package() -> None:
    folders = {parent for path in tracked_python(*CODE_FOLDERS) for parent in _folders_of(path)}
    missing = sorted(str(folder) for folder in folders if not (ROOT / folder / "__init__.py").is_file())
    assert missing == []


def test_the_median_file_is_shorter_than_100_lines() -> None:
    files = [path for path in tracked_python(*CODE_FOLDERS) if path.name != "__init__.py"]
    assert statistics.median(_lines(path) for path in files) < 100


def test_no_source_file_is_longer_than_250_lines() -> None:
    files = tracked_python(*set(CODE_FOLDERS) - {"tests"})
    long = {str(path.relative_to(ROOT)): _lines(path) for path in files if _lines(path) > 250}
    assert long == {}


def test_no_tracked_file_is_larger_than_a_megabyte() -> None:
    large = {str(path.relative_to(ROOT)) for path in tracked_files() if path.stat().st_size > 1_000_000}
    assert large == set(), "data belongs into a package or is made: history never forgets a file"


@pytest.mark.parametrize(
    "entry",
    [
        "consumer/main.py",
        "api/main.py",
        "authorizer/handler.py",
        "messenger/handler.py",
        "stream/handler.py",
        "rebooking/handler.py",
    ],
)
def test_an_entry_point_has_at_most_60_lines(entry: str) -> None:
    assert _lines(ROOT / "services" / entry) <= 60


def test_the_kernel_outside_its_adapters_needs_only_the_standard_library() -> None:
    adapters = (ROOT / "services/core/awsio", ROOT / "services/core/otel")
    outside = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in KERNEL
        if not any(path.is_relative_to(adapter) for adapter in adapters)
        for module in imported_modules(path)
        if module.partition(".")[0] not in sys.stdlib_module_names and not module.startswith("services.core")
    }
    assert outside == set()


@pytest.mark.parametrize("part", ["flight", "telling"])
def test_the_pure_parts_of_the_kernel_do_no_input_or_output(part: str) -> None:
    io_modules = {"asyncio", "http", "os", "pathlib", "random", "socket", "sqlite3", "subprocess", "urllib"}
    found = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in tracked_python(f"services/core/{part}")
        for module in imported_modules(path)
        if module.partition(".")[0] in io_modules
    }
    assert found == set()


def _folders_of(path: Path) -> list[Path]:
    return [parent for parent in path.relative_to(ROOT).parents if parent != Path()]


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
