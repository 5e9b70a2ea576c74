"""docs/checklist.md: one row for each question, and everything that it names is there."""

import re
from pathlib import Path

import pytest

from tests.unit.project.repository import ROOT

ROWS = re.findall(
    r"^\| (\d+) \|(.+)\|(.*)\|(.+)\|$", (ROOT / "docs/checklist.md").read_text(encoding="utf-8"), re.MULTILINE
)

PATTERNS = re.findall(
    r"^\| (\D[^|]+) \| (`services/core/table[^|]+)\|([^|]+)\|$",
    (ROOT / "docs/checklist.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_every_question_has_its_row() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 55))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_what_exists(row: tuple[str, ...]) -> None:
    named = re.findall(r"`([^`]+)`", row[3])
    assert named or "](adr/" in row[3]
    for name in named:
        path, _, test = name.partition("::")
        assert (ROOT / path).exists(), path
        assert not test or defines(ROOT / path, test), name


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row[0])
def test_an_access_pattern_has_its_key_and_somebody_who_asks(row: tuple[str, ...]) -> None:
    for name in re.findall(r"`([^`]+)`", row[1]):
        path, _, function = name.partition("::")
        assert defines(ROOT / path, function), name
    readers = re.findall(r"`([^`]+)`", row[2])
    assert readers
    assert all((ROOT / path).is_file() for path in readers)


def test_a_test_that_is_not_there_is_seen() -> None:
    assert defines(Path(__file__), "test_every_question_has_its_row")
    assert not defines(Path(__file__), "test_every_question")


def defines(file: Path, test: str) -> bool:
    return re.search(rf"^(?:async )?def {test}\(", file.read_text(encoding="utf-8"), re.MULTILINE) is not None
