"""docs/crash-matrix.md: every row has a test that exists, and every checkpoint is passed by the code."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from services.consumer.checkpoints import ROWS
from tests.unit.project.repository import ROOT

PAGE = (ROOT / "docs/crash-matrix.md").read_text(encoding="utf-8")
MATRIX = [int(row) for row in re.findall(r"^\| (\d+) \|(?:[^|\n]+\|){6}$", PAGE, re.MULTILINE)]
PROOFS = re.findall(r"^\| (\d+) \| ([^|\n]+) \| ([^|\n]+) \|$", PAGE, re.MULTILINE)
NEEDS_A_GROUP = {11, 15, 16}


def test_every_row_of_the_matrix_has_its_proof() -> None:
    assert list(range(18)) == MATRIX
    assert list(range(18)) == [int(row) for row, _, _ in PROOFS]


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"row {proof[0]}")
def test_its_tests_exist(proof: tuple[str, str, str]) -> None:
    row, _, cell = proof
    named = re.findall(r"`([^`]*)::(\w+)`", cell)
    assert named, f"row {row} names no test"
    file = named[0][0]
    for path, test in named:
        file = path or file
        assert test in functions_of(ROOT / file), f"{file}::{test}"


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"row {proof[0]}")
def test_its_checkpoint_is_passed_by_the_code(proof: tuple[str, str, str]) -> None:
    row, checkpoint, _ = proof
    if int(row) in NEEDS_A_GROUP:
        assert checkpoint == "a real group"
        return
    assert checkpoint == f"`row-{row}`"
    assert f"row-{row}" in ROWS
    assert f"row-{row}" in passed_by_the_code()


def test_no_checkpoint_is_without_a_row() -> None:
    assert passed_by_the_code() == set(ROWS)
    assert set(ROWS) == {f"row-{row}" for row in MATRIX if row not in NEEDS_A_GROUP}


def test_what_is_not_there_is_seen() -> None:
    assert "test_what_is_not_there_is_seen" in functions_of(Path(__file__))
    assert "test_what_is_not" not in functions_of(Path(__file__))


@cache
def functions_of(file: Path) -> frozenset[str]:
    """The functions that a module defines at its top."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(one.name for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def passed_by_the_code() -> set[str]:
    """The names with which the consumer calls a checkpoint."""
    calls = (
        node
        for file in (ROOT / "services/consumer").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("checkpoint")
    )
    return {
        ast.literal_eval(one.args[0]) for one in calls if one.args and isinstance(one.args[0], ast.Constant)
    }
