"""The marker's table in memory, with the conditions that the real one checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.core.booking.booking import Booking
from services.core.flight.truth import Disposition, Truth
from services.core.table import keys
from services.core.table.booking_item import booking_items
from services.core.table.flight_item import dumps
from services.core.table.rebooking_item import FLIGHT_VERSIONS, standing_attributes
from services.rebooking.ports import Change, Item

Before = Callable[[Change], None]


@dataclass(slots=True)
class BookingTable:
    """`before_write` runs ahead of every write, and may raise or change what is stored."""

    items: dict[keys.Key, dict[str, Any]] = field(default_factory=dict)
    before_write: Before = lambda _: None
    writes: list[Change] = field(default_factory=list)

    def announce(self, flight: str, disposition: Disposition, ver: int) -> None:
        state = {"ver": ver, "published": dumps(Truth(disposition).to_json())}
        self.items[keys.flight_state(flight)] = state

    def add(self, booking: Booking) -> None:
        for item in booking_items(booking, synthetic=True):
            self.items[keys.Key(item["PK"], item["SK"])] = item

    def statuses(self, booking_id: str) -> set[str]:
        return {item["status"] for item in self.items.values() if item.get("bookingId") == booking_id}

    def flight(self, flight_key: str) -> Item | None:
        return self.items.get(keys.flight_state(flight_key))

    def booking(self, booking_id: str) -> Sequence[Item]:
        pk = keys.booking_pk(booking_id)
        return [dict(item) for key, item in self.items.items() if key.pk == pk]

    def write(self, change: Change) -> bool:
        self.before_write(change)
        stored = self.items[change.booking]
        decided = stored.get(FLIGHT_VERSIONS, {}).get(change.news.flight_key, 0)
        if stored["ver"] != change.before.ver or decided >= change.news.ver:
            return False
        after = standing_attributes(change.after)
        self.items[change.booking] = {
            name: value for name, value in {**stored, **after}.items() if value is not None
        }
        for row in change.rows:
            self.items[row] = self.items[row] | {"status": change.after.status.value}
        self.writes.append(change)
        return True
