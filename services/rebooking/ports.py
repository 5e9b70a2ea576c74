"""What the marker needs of the outside world, besides the bus: a table."""

from __future__ import annotations

from collections.abc import Sequence
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


class Table(Protocol):
    """The single table. Raises Retryable when it cannot answer, Permanent when it refuses."""

    def flight(self, flight_key: str) -> Item | None:
        """The STATE item; consistent."""

    def booking(self, booking_id: str) -> Sequence[Item]:
        """META and the passengers of a booking; consistent."""

    def write(self, change: Change) -> bool:
        """All of the change or nothing; False when the booking changed since it was read."""
