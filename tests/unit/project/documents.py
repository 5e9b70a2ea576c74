"""The Markdown of the repository, and what it names that can be looked up."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.unit.project.repository import ROOT, tracked_files

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```[a-z -]*\n(.*?)```|`([^`\n]+)`|^(?: {4}|\t)(.+)$", re.DOTALL | re.MULTILINE)
PATH = re.compile(
    r"(?<![\w/.*{$-])((?:\.github|docs|flightpulse|infra|local|requirements|services|tests|tools)/[\w./*-]*)"
)
SUB_COMMAND = re.compile(r"(?:-m )?\bflightpulse ([a-z]+)\b")


def documents() -> list[Path]:
    """Every tracked Markdown file."""
    return [path for path in tracked_files() if path.suffix == ".md"]


def broken_links(document: Path, text: str) -> Iterator[str]:
    """Relative links without a file, or with an anchor that no heading of it has."""
    for link in LINK.findall(text):
        if "://" in link or link.startswith("mailto:"):
            continue
        place, _, anchor = link.partition("#")
        target = document.parent / place if place else document
        if not target.exists():
            yield f"{link}: there is no such file"
        elif anchor and anchor not in anchors(target.read_text()):
            yield f"{link}: there is no such heading"


def missing_paths(text: str) -> Iterator[str]:
    """Paths in code that no file or folder has; `*` stands for anything."""
    for code in code_of(text):
        for found in PATH.findall(code):
            path = found.rstrip("./-")
            if not any(ROOT.glob(path)):
                yield f"{path}: there is no such file or folder"


def code_of(text: str) -> list[str]:
    """Code blocks and code spans, without diagrams."""
    text = re.sub(r"```mermaid\n.*?```", "", text, flags=re.DOTALL)
    return ["".join(groups) for groups in CODE.findall(text)]


def sub_commands(text: str) -> set[str]:
    """The sub-commands of `flightpulse` that the code of a text names."""
    return {name for code in code_of(text) for name in SUB_COMMAND.findall(code)}


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a text."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
