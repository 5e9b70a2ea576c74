"""The Dockerfiles of the project, read into their instructions."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.unit.project.repository import ROOT, tracked_files

_CONTINUED = re.compile(r"\\\n")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its keyword in capitals, and the rest of it on one line."""

    keyword: str
    text: str


def dockerfiles() -> list[Path]:
    """Every Dockerfile that git knows."""
    return [path for path in tracked_files() if path.name == "Dockerfile"]


def name_of(path: Path) -> str:
    """For the names of tests."""
    return str(path.parent.relative_to(ROOT))


def instructions_of(path: Path) -> list[Instruction]:
    """All instructions, comments left out, lines that are continued joined."""
    lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
    found = []
    for line in _CONTINUED.sub(" ", "\n".join(lines)).splitlines():
        keyword, _, text = line.strip().partition(" ")
        if keyword:
            found.append(Instruction(keyword.upper(), " ".join(text.split())))
    return found


def last_stage(path: Path) -> list[Instruction]:
    """What becomes the image."""
    found = instructions_of(path)
    start = max(place for place, one in enumerate(found) if one.keyword == "FROM")
    return found[start:]


def texts(instructions: list[Instruction], keyword: str) -> list[str]:
    """The texts of all instructions with this keyword."""
    return [one.text for one in instructions if one.keyword == keyword]
