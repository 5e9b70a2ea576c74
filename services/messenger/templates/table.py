"""A language's templates: data only."""

from collections.abc import Mapping
from dataclasses import dataclass

Clauses = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """Headlines by kind, clauses by (fact, direction); direction "" serves all that have no own clause.

    `joint` stands between sentences: a space, or nothing where a script has none.
    """

    subjects: Mapping[str, str]
    headlines: Mapping[str, str]
    short_headlines: Mapping[str, str]
    clauses: Clauses
    short_clauses: Clauses
    manage: str
    length: str
    joint: str = " "


def clause(clauses: Clauses, fact: str, way: str) -> str:
    """The clause that states the fact in this direction."""
    return clauses.get((fact, way)) or clauses[(fact, "")]
