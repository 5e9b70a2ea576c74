"""Messages kept back in the quiet hours of passengers, and what became of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.report.flight_record import FlightRecord
from local.report.losses import Loss
from services.core.clock import Instant, format_instant, parse_instant


@dataclass(frozen=True, slots=True)
class Holds:
    """Counted by contact of a flight and number: a message on two channels is held once.

    `released` were told when their quiet hours were over, `overtaken` earlier, since something came that
    cannot wait; `waiting` are held yet. A hold that came to nothing, since the delay was taken back
    before the morning, leaves no trace and is not counted.
    """

    released: int = 0
    overtaken: int = 0
    waiting: int = 0

    @property
    def held(self) -> int:
        """All of them."""
        return self.released + self.overtaken + self.waiting

    def to_json(self) -> dict[str, int]:
        """As the report has it."""
        return {
            "held": self.held,
            "released": self.released,
            "overtaken": self.overtaken,
            "waiting": self.waiting,
        }


def holds_of(records: Sequence[FlightRecord]) -> Holds:
    """What the records of messages, and of what was told, say of holds."""
    kept = {
        (record.flight_key, item["contactId"], item["n"]): was_released(item)
        for record in records
        for item in record.notifications
        if "heldUntil" in item
    }
    released = sum(kept.values())
    waiting = sum(told.held is not None for record in records for told in record.told.values())
    return Holds(released, len(kept) - released, waiting)


def never_released(records: Iterable[FlightRecord], now: Instant) -> Iterator[Loss]:
    """Messages still held although their quiet hours were over by this minute of the day."""
    for record in records:
        for contact_id, told in record.told.items():
            if told.held is not None and told.held.until <= now:
                detail = f"held until {format_instant(told.held.until)}, and never released"
                yield Loss("still_held", record.flight_key, contact_id, detail)


def was_released(item: Mapping[str, Any]) -> bool:
    """Whether this record is of a message that had waited until quiet hours were over."""
    return "heldUntil" in item and parse_instant(item["asOf"]) >= parse_instant(item["heldUntil"])
