"""What became of a batch of bookings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """Of one booking. A booking that was marked by an earlier attempt counts as marked again."""

    MARKED = "marked"
    RESTORED = "restored"
    LEFT_ALONE = "leftAlone"


@dataclass(slots=True)
class Tally:
    """Counts, and the ids of the bookings that have to be looked at again."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def fail(self, booking_id: str) -> None:
        """Takes back whatever was counted for this booking."""
        self.outcomes.pop(booking_id, None)
        self.failed.append(booking_id)

    def to_json(self) -> dict[str, Any]:
        """As the workflow adds it up."""
        found = list(self.outcomes.values())
        return {
            "bookings": len(found) + len(self.failed),
            **{outcome.value: found.count(outcome) for outcome in Outcome},
            "failed": self.failed,
        }
