"""What may reach an image at all."""

from tests.unit.project.dockerfiles import dockerfiles, instructions_of, texts
from tests.unit.project.repository import ROOT

LET_IN = {"requirements/*.txt", "services/**", "infra/**", "local/**", "flightpulse/**"}
"""No tests, no tools, no documents, no .git, and nothing that lies about in the folder of a developer."""


def _rules() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_everything_is_left_out_before_anything_is_let_in() -> None:
    assert _rules()[0] == "*"
    assert {rule.removeprefix("!") for rule in _rules() if rule.startswith("!")} == LET_IN


def test_caches_are_left_out_after_their_folders_were_let_in() -> None:
    rules = _rules()
    last_let_in = max(place for place, rule in enumerate(rules) if rule.startswith("!"))
    assert rules.index("**/node_modules") > last_let_in
    assert rules.index("**/__pycache__") > last_let_in
    assert rules.index("**/*.py[cod]") > last_let_in


def test_whatever_is_copied_is_let_in() -> None:
    roots = {rule.partition("/")[0] for rule in LET_IN}
    for path in dockerfiles():
        for text in texts(instructions_of(path), "COPY"):
            if "--from" not in text:
                assert {source.partition("/")[0] for source in text.split()[:-1]} <= roots
