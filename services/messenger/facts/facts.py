"""Everything that one message may state, and nothing about the person who reads it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from services.core.clock import Instant
from services.messenger.facts.aspects import (
    Aspect,
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    Place,
    TimeFact,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one message; no name, contact or locator.

    An aspect that is None is not stated. `day` is the flight's local origin date, from its key.
    `unstatable` names aspects whose value no text can carry (a gate that is a sentence).
    """

    designator: str
    day: date
    origin: Place
    destination: Place | None
    scheduled: Instant | None
    disposition: DispositionFact | None = None
    out: TimeFact | None = None
    gate: LabelFact | None = None
    terminal: LabelFact | None = None
    diverted_to: DiversionFact | None = None
    next_info: NextInfoFact | None = None
    reason: str | None = None
    connection: None = None
    rights_note: str | None = None
    manage_link: str | None = None
    locale: str = "en"
    unstatable: frozenset[Aspect] = frozenset()

    @property
    def stated(self) -> frozenset[Aspect]:
        """The aspects that the text has to state."""
        return frozenset(aspect for aspect in Aspect if getattr(self, aspect.value) is not None)

    @property
    def new(self) -> frozenset[Aspect]:
        """The stated aspects whose value this contact does not know yet."""
        return frozenset(aspect for aspect in self.stated if getattr(self, aspect.value).is_new)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for the notification record, times as instants."""
        plain = asdict(self)
        plain["day"] = self.day.isoformat()
        plain["unstatable"] = sorted(self.unstatable)
        return plain

    @property
    def facts_hash(self) -> str:
        """SHA-256 over the canonical JSON; the same facts have the same hash everywhere."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
