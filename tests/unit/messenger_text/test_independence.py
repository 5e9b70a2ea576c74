"""The two gates stay two: neither knows the words of the other, nor of those who write."""

import ast
from pathlib import Path

import pytest

from services.messenger.facts import airports
from services.messenger.facts.build import REASONS
from services.messenger.phrases.en import EN
from services.messenger.verify.readback.en import lexicon

MESSENGER = Path(airports.__file__).parent.parent
SHARED = {"services.messenger.phrases.slots"}
"""The mark that stands for the greeting, which has to be the same on both sides."""


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.parametrize(
    "path", sorted((MESSENGER / "verify" / "readback").rglob("*.py")), ids=lambda p: p.name
)
def test_the_read_back_imports_nothing_that_writes(path: Path) -> None:
    writing = ("phrases", "templates", "facts.directions", "model", "verify.words", "verify.slot_rules")
    used = _imports(path) - SHARED
    assert not [name for name in used for part in writing if name.startswith(f"services.messenger.{part}")]


def test_writer_and_reader_name_every_reason_alike() -> None:
    assert {code: phrase for phrase, code in lexicon.REASONS.items()} == dict(EN.reasons)
    assert set(EN.reasons) == REASONS


def test_the_zip_needs_no_data_package() -> None:
    used = {name for path in MESSENGER.rglob("*.py") for name in _imports(path)}
    assert not [name for name in used if name.split(".")[0] in ("airportsdata", "babel", "gsm0338")]
    assert airports.airport("EWR").zone == "America/New_York"
    assert airports.airport("ZZZ").zone == "UTC"
