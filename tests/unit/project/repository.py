"""The tracked files of the repository, and what their Python imports."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
CODE_FOLDERS = ("services", "infra", "local", "flightpulse", "tools", "tests")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git tracks or has staged, and that still exists."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    names = listing.stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def tracked_python(*places: str) -> list[Path]:
    """The tracked Python files that are one of the places or lie below one."""
    # As text: comparing thousands of paths part by part took seconds.
    roots = tuple(f"{ROOT / place}/" for place in places)
    return [path for path in _python() if f"{path}/".startswith(roots)]


@cache
def _python() -> tuple[Path, ...]:
    return tuple(path for path in tracked_files() if path.suffix == ".py")


@cache
def pyproject() -> dict[str, Any]:
    """The parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def imported_modules(path: Path) -> frozenset[str]:
    """The absolute names that a file imports anywhere at run time, `from a import b` as a.b."""
    return frozenset(_imports(ast.parse(path.read_text())))


@cache
def text_of(path: Path) -> str:
    """What a tracked file holds, with a mark for each byte that is no UTF-8."""
    return path.read_bytes().decode("utf-8", errors="replace")


def _imports(tree: ast.AST) -> Iterator[str]:
    if isinstance(tree, ast.If) and _is_type_checking(tree.test):
        for branch in tree.orelse:
            yield from _imports(branch)
        return
    if isinstance(tree, ast.Import):
        yield from (alias.name for alias in tree.names)
    elif isinstance(tree, ast.ImportFrom) and tree.level == 0 and tree.module:
        yield from (f"{tree.module}.{alias.name}" for alias in tree.names)
    for child in ast.iter_child_nodes(tree):
        yield from _imports(child)


def _is_type_checking(test: ast.expr) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
