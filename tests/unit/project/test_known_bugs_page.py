"""docs/known-bugs.md: every scenario has its row, and every row a scenario."""

import ast
import re

from tests.unit.project.repository import ROOT

FOLDER = ROOT / "tests/unit/consumer/known_bugs"
ROWS = re.findall(
    r"^\| [^|\n]+ \| [^|\n]+ \| `(test_\w+\.py)`: `(\w+)` \| [^|\n]+ \|$",
    (ROOT / "docs/known-bugs.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_page_lists_exactly_the_scenarios() -> None:
    assert sorted(ROWS) == sorted(_scenarios())
    assert len(ROWS) > 20


def _scenarios() -> list[tuple[str, str]]:
    """Functions of the folder whose text begins with a report: a name, and a number or a page."""
    return [
        (file.name, one.name)
        for file in FOLDER.glob("test_*.py")
        for one in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and not one.name.startswith(("test_", "_"))
        and ast.get_docstring(one)
        and not one.decorator_list
        and _asks(one)
    ]


def _asks(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(name, ast.Name) and name.id == "needs" for name in calls)
