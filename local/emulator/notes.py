"""What is said about a localised template: one line for each reason, with the resources it holds for."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was dropped or changed, of one resource."""

    subject: str
    what: str
    resource: str


def in_lines(notes: Sequence[Note]) -> list[str]:
    """The notes for a reader, those that say the same in one line, in the order they came."""
    resources: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        resources.setdefault((note.subject, note.what), []).append(note.resource)
    return [f"{subject}: {what} ({', '.join(names)})" for (subject, what), names in resources.items()]
