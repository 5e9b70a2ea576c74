"""What the marker needs of the outside world: a table and a bus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.core.booking.rebooking import FlightNews, Standing
from services.core.table.keys import Key

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One booking from one standing to the next, by one version of one flight's state.

    `rows` are the rows that repeat its status; none when the status stays.
    """

    booking: Key
    before: Standing
    after: Standing
    news: FlightNews
    rows: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class BusEvent:
    """One event for the bus; `detail` holds ids only, never personal data."""

    detail_type: str
    detail: Mapping[str, Any]


class Table(Protocol):
    """The single table. Raises Retryable when it cannot answer, Permanent when it refuses."""

    def flight(self, flight_key: str) -> Item | None:
        """The STATE item; consistent."""

    def booking(self, booking_id: str) -> Sequence[Item]:
        """META and the passengers of a booking; consistent."""

    def write(self, change: Change) -> bool:
        """All of the change or nothing; False when the booking changed since it was read."""


class Bus(Protocol):
    """The event bus."""

    def publish(self, events: Sequence[BusEvent]) -> Sequence[str | None]:
        """Puts events and answers for each, in their order: None, or why it was not taken. Raises nothing."""
