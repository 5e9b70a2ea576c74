"""Each row of docs/verdicts.md is held by tests that exist."""

import importlib
import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[3] / "docs" / "verdicts.md"
ROWS = [line.split("|")[1:-1] for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_row_names_tests_that_exist(row: list[str]) -> None:
    named = re.findall(r"`((?:\w+\.)?test_\w+)\.(test_\w+)`", row[2])
    assert named
    for module, test in named:
        package = "tests.unit." if module.startswith("consumer.") else "tests.unit.core."
        assert callable(getattr(importlib.import_module(package + module), test))


def test_every_test_of_a_verdict_belongs_to_a_row() -> None:
    listed = "".join(row[2] for row in ROWS)
    for name in ("test_verdicts", "test_verdicts_dispositions", "test_corrections"):
        module = importlib.import_module(f"tests.unit.core.{name}")
        for test in (one for one in vars(module) if one.startswith("test_")):
            assert f"{name}.{test}`" in listed
