"""Each row of docs/bad-input.md is held by tests that exist."""

import importlib
import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[3] / "docs" / "bad-input.md"
CELLS = re.compile(r"(?<!\\)\|")
ROWS = [CELLS.split(line)[1:-1] for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_row_names_tests_that_exist(row: list[str]) -> None:
    assert len(row) == 3
    named = re.findall(r"`((?:core\.)?test_\w+)\.(test_\w+)`", row[2])
    assert named
    for module, test in named:
        package = "tests.unit." if module.startswith("core.") else "tests.unit.consumer."
        assert callable(getattr(importlib.import_module(package + module), test))


def test_every_test_of_bad_input_belongs_to_a_row() -> None:
    listed = "".join(row[2] for row in ROWS)
    for test in vars(importlib.import_module("tests.unit.consumer.test_bad_input")):
        assert not test.startswith("test_") or f"test_bad_input.{test}`" in listed
