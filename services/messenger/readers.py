"""What the table says of a flight, of a contact and of what it was told."""

from __future__ import annotations

from typing import Any

from services.core.booking.booking import BookingStatus
from services.core.clock import Clock, parse_instant
from services.core.errors import Permanent
from services.core.flight.movement import Phase
from services.core.table import keys
from services.core.table.contact_item import contact_of
from services.core.table.flight_item import baseline, derived_json, published_truth
from services.core.table.told_item import told_of
from services.messenger.ports import Item, Table
from services.messenger.told_record import ToldRecord
from services.messenger.views import FlightView, Recipient


class NoSuchFlight(Permanent):
    """No flight under this key: the request is wrong, or outlived the flight."""


class Readers:
    """Consistent reads. `wall` is None in a replay: business time is then the flight's own `asOf`."""

    def __init__(self, table: Table, wall: Clock | None) -> None:
        self._table = table
        self._wall = wall

    def flight(self, flight_key: str) -> FlightView:
        """The flight as announced. Raises NoSuchFlight."""
        item = self._get(keys.flight_state(flight_key))
        if item is None:
            raise NoSuchFlight(f"no flight {flight_key}")
        derived = derived_json(item)
        facts: dict[str, Any] = derived["facts"]
        return FlightView(
            key=flight_key,
            ver=int(item["ver"]),
            published=published_truth(item),
            baseline=baseline(item),
            phase=Phase(derived["phase"]),
            destination=facts.get("destination"),
            reason=facts.get("reason"),
            now=self._wall.now() if self._wall else parse_instant(item["asOf"]),
        )

    def told(self, flight_key: str, contact_id: str) -> ToldRecord:
        """What the contact was told of the flight."""
        item = self._get(keys.told(flight_key, contact_id))
        return ToldRecord(told_of(item), stored=item is not None)

    def recipient(self, flight_key: str, contact_id: str) -> Recipient:
        """The contact, and whether one of its bookings still stands."""
        item = self._get(keys.contact(contact_id))
        rows = self._table.query(keys.flight_pk(flight_key), f"{keys.CONTACT_PREFIX}{contact_id}#")
        on_flight = any(row["status"] != BookingStatus.CANCELLED for row in rows)
        return Recipient(contact_of(item) if item else None, on_flight)

    def is_recorded(self, notification_id: str) -> bool:
        """Whether this notification was ever written."""
        return self._get(keys.notification(notification_id)) is not None

    def _get(self, key: keys.Key) -> Item | None:
        return self._table.get(key.pk, key.sk)
