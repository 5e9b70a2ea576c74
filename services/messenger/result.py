"""How a look ended, and what a whole request came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one look.

    `numbers` counts the numbers this look told (not those found pending), `texts` their messages on
    all channels, `templates` those that a template wrote. `quiet` is the rule that kept silent when
    nothing was told or held.
    """

    numbers: int = 0
    texts: int = 0
    templates: int = 0
    held: bool = False
    quiet: str | None = None


@dataclass(slots=True)
class Tally:
    """The sum over the contacts of one request; ids and counts only. `told` counts contacts."""

    contacts: int
    told: int = 0
    texts: int = 0
    templates: int = 0
    held: int = 0
    quiet: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one look that ended well."""
        self.told += outcome.numbers > 0
        self.texts += outcome.texts
        self.templates += outcome.templates
        self.held += outcome.held
        if outcome.quiet is not None:
            self.quiet[outcome.quiet] += 1

    def to_json(self) -> dict[str, Any]:
        """The result that the workflow keeps in its history."""
        return {
            "contacts": self.contacts,
            "told": self.told,
            "quiet": dict(sorted(self.quiet.items())),
            "held": self.held,
            "failed": sorted(self.failed),
        }
