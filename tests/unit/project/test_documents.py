"""What README and documents name exists: links, paths, make targets, sub-commands, decisions."""

import re
from pathlib import Path

import pytest

from flightpulse.cli import parser
from tests.unit.project.documents import (
    broken_links,
    code_of,
    documents,
    missing_paths,
    sub_commands,
)
from tests.unit.project.repository import ROOT
from tests.unit.project.workflow_rules import make_targets, makefile_targets

DOCUMENTS = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in documents()]
DECISIONS = ROOT / "docs" / "adr"
TITLE = re.compile(r"# (\d+)\. (.+)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    assert [*broken_links(document, text), *missing_paths(text)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_can_be_given(document: Path) -> None:
    text = document.read_text()
    assert make_targets("\n".join(code_of(text))) <= makefile_targets()
    known = set(re.findall(r"^    ([a-z]+)  ", parser().format_help(), re.MULTILINE))
    assert sub_commands(text) <= known


def test_decisions_have_numbers_of_their_own_which_are_those_of_their_files() -> None:
    numbers = [path.name[:4] for path in decisions()]
    assert sorted(set(numbers)) == numbers
    for path in decisions():
        title = TITLE.match(path.read_text())
        assert title, f"{path.name} has to begin with `# number. title`"
        assert int(path.name[:4]) == int(title[1]), path.name


def test_the_index_of_decisions_has_a_line_for_each_with_its_title() -> None:
    index = (DECISIONS / "README.md").read_text()
    lines = []
    for path in decisions():
        title = TITLE.match(path.read_text())
        lines.append(f"- [{title[1]}]({path.name}) {title[2]}" if title else path.name)
    assert [line for line in lines if line not in index.splitlines()] == [], "add them to docs/adr/README.md"
    assert index.count("\n- [") == len(lines)


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md"])
def test_the_index_of_decisions_is_one_link_away(document: str) -> None:
    assert re.search(r"\]\((docs/)?adr/README\.md\)", (ROOT / document).read_text())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](docs/no-such-page.md)", "docs/no-such-page.md: there is no such file"),
        ("[x](README.md#no-such-heading)", "README.md#no-such-heading: there is no such heading"),
        ("see `services/no_such_service/main.py`", "services/no_such_service/main.py: there is no such file"),
        ("    tests/no_such_suite/", "tests/no_such_suite: there is no such file"),
        ("```sh\npython tools/no_such_tool.py\n```", "tools/no_such_tool.py: there is no such file"),
    ],
)
def test_a_name_that_leads_nowhere_is_found(text: str, found: str) -> None:
    [line] = [*broken_links(ROOT / "README.md", text), *missing_paths(text)]
    assert line.startswith(found)


def test_commands_are_read_from_code_and_not_from_sentences() -> None:
    text = "We make progress.\n\n    make demo ARGS='--speed 2'\n\nthen `python -m flightpulse scenario all`"
    assert make_targets("\n".join(code_of(text))) == {"demo"}
    assert sub_commands(text) == {"scenario"}


def decisions() -> list[Path]:
    """The decisions in the order of their numbers."""
    return sorted(DECISIONS.glob("[0-9]*.md"))
