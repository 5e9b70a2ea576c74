"""Every reason that the code gives is explained, and every reason explained is given."""

import ast
from collections.abc import Iterator
from pathlib import Path

from services.core.contracts.dead_letters import (
    CORRUPT_BATCH,
    ENVELOPE_REFUSED,
    HEAD_OF_LINE,
    PROCESS_KILLED,
    REASONS,
)
from services.core.flight.ruling import Verdict

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "dead-letters.md"
SOURCES = (ROOT / "services" / "consumer", ROOT / "services" / "core" / "flight")


def test_every_reason_of_the_code_is_explained_and_no_other() -> None:
    given = {reason for folder in SOURCES for path in folder.rglob("*.py") for reason in _given(path)}
    # These are given by name, not as text.
    given |= {Verdict.CONFLICTING.value, CORRUPT_BATCH, ENVELOPE_REFUSED, HEAD_OF_LINE, PROCESS_KILLED}
    assert given == set(REASONS)


def test_the_table_of_the_document_is_the_code() -> None:
    rows = [f"| `{name}` | {one.means} | {one.right} |" for name, one in REASONS.items()]
    assert DOCUMENT.read_text().rstrip().splitlines()[-len(rows) :] == rows


def _given(path: Path) -> Iterator[str]:
    """Texts that stand for a reason: the first of an InvalidEvent, and any where something is buried."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        candidates = {"InvalidEvent": node.args[:1], "bury": node.args, "_bury": node.args}.get(called, [])
        for one in candidates:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value
