"""The event bus as a Lambda sees it: events in, one answer for each out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

ENTRIES_PER_CALL: Final = 10
"""What the bus takes in one call; of more events, `publish` makes several calls."""


@dataclass(frozen=True, slots=True)
class BusEvent:
    """One event for the bus; `detail` holds ids only, never personal data."""

    source: str
    detail_type: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one event: taken, `refused` for good, or `failed` for now (each with the bus's code)."""

    event: BusEvent
    refused: str | None = None
    failed: str | None = None

    @property
    def code(self) -> str | None:
        """Why the event was not taken, whichever way; None when it was."""
        return self.refused or self.failed


class Bus(Protocol):
    """The event bus."""

    def publish(self, events: Sequence[BusEvent]) -> list[Receipt]:
        """Puts the events and answers for each, in their order. Raises nothing on account of the bus."""
