"""The two gates stay two: neither knows the words of the other, nor of those who write."""

import ast
import re
from pathlib import Path

import pytest

from services.messenger.facts import airports
from services.messenger.facts.build import REASONS
from services.messenger.locales.registry import LANGUAGES
from services.messenger.verify.readback.languages import GRAMMARS

MESSENGER = Path(airports.__file__).parent.parent
SHARED = {"services.messenger.phrases.slots"}
"""The mark that stands for the greeting, which has to be the same on both sides."""


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


READING = sorted((MESSENGER / "verify" / "readback").rglob("*.py")) + sorted(
    MESSENGER.glob("locales/*/reader*.py")
)


@pytest.mark.parametrize("path", READING, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_read_back_imports_nothing_that_writes(path: Path) -> None:
    writing = re.compile(
        r"services\.messenger\.(?:phrases|templates|facts\.directions|model|locales\.registry"
        r"|locales\.\w+\.(?:phrases|templates|slot_words|vocabulary)|verify\.(?:slot_words|slot_rules|languages))"
    )
    assert not [name for name in _imports(path) - SHARED if writing.match(name)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_writer_and_reader_name_every_reason_alike(code: str) -> None:
    for table in LANGUAGES[code].phrases:
        assert {reason: phrase for phrase, reason in GRAMMARS[code].reasons.items()} == dict(table.reasons)
        assert set(table.reasons) == REASONS


def test_the_zip_needs_no_data_package() -> None:
    used = {name for path in MESSENGER.rglob("*.py") for name in _imports(path)}
    assert not [name for name in used if name.split(".")[0] in ("airportsdata", "babel", "gsm0338")]
    assert airports.airport("EWR").zone == "America/New_York"
    assert airports.airport("ZZZ").zone == "UTC"
