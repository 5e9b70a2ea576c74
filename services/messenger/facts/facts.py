"""Everything that one message may state, and nothing about the person who reads it."""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final

from services.core.telling.aspect import Aspect
from services.messenger.facts.aspects import (
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    Place,
    TimeFact,
)

ORDER: Final = ("disposition", "diversion", "time", "gate", "terminal", "next_info")
"""The facts as they weigh; the diversion belongs to the aspect disposition."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one message; no name, contact or locator.

    A fact that is None is not stated. `day` is the flight's local origin date, from its key.
    `unstatable` names aspects whose value no text can carry (a gate that is a sentence).
    """

    designator: str
    day: date
    origin: Place
    destination: Place | None
    disposition: DispositionFact | None = None
    diversion: DiversionFact | None = None
    time: TimeFact | None = None
    gate: LabelFact | None = None
    terminal: LabelFact | None = None
    next_info: NextInfoFact | None = None
    reason: str | None = None
    connection: None = None
    rights_note: str | None = None
    manage_link: str | None = None
    locale: str = "en"
    unstatable: frozenset[Aspect] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The facts to state, the new ones first."""
        given = [name for name in ORDER if getattr(self, name) is not None]
        return tuple(sorted(given, key=lambda name: not getattr(self, name).is_new))

    @property
    def stated(self) -> frozenset[Aspect]:
        """The aspects that the text states."""
        return frozenset(Aspect(name) for name in self.names if name != "diversion")

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for the notification record, times as instants."""
        plain = _plain(self)
        plain["day"] = self.day.isoformat()
        plain["unstatable"] = sorted(self.unstatable)
        return plain

    @property
    def facts_hash(self) -> str:
        """SHA-256 over the canonical JSON; the same facts have the same hash everywhere."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(facts: Any) -> dict[str, Any]:
    """Like `asdict`, which copies what never changes too, and takes five times as long."""
    values = {each.name: getattr(facts, each.name) for each in fields(facts)}
    return {name: _plain(value) if is_dataclass(value) else value for name, value in values.items()}
