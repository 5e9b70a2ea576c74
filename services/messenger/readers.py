"""What the table says of a flight, of a contact and of what it was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from services.core.booking.booking import BookingStatus
from services.core.clock import Clock, parse_instant
from services.core.errors import Permanent
from services.core.flight.movement import Phase
from services.core.table import keys
from services.core.table.contact_item import contact_of
from services.core.table.flight_item import announced_by, baseline, derived_json, published_truth
from services.core.table.told_item import told_of
from services.messenger.ports import Item, Table
from services.messenger.told_record import ToldRecord
from services.messenger.views import FlightView, Recipient


class NoSuchFlight(Permanent):
    """No flight under this key: the request is wrong, or outlived the flight."""


class Readers:
    """Consistent reads. `wall` is None in a replay, where only requests and flights know the time."""

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
            as_of=parse_instant(item["asOf"]),
            announced_by=announced_by(item),
            wall=self._wall.now() if self._wall else None,
        )

    def told(self, flight_key: str, contact_ids: Sequence[str]) -> list[Callable[[], ToldRecord]]:
        """What each contact was told of the flight, in their order.

        Read now, decoded when called: an item that cannot be understood is a fault of one contact alone.
        """
        items = self._items([keys.told(flight_key, contact) for contact in contact_ids])
        return [partial(_told_record, item) for item in items]

    def recipients(self, flight_key: str, contact_ids: Sequence[str]) -> list[Callable[[], Recipient]]:
        """Each contact, and whether one of its bookings still stands; in their order, decoded when called."""
        items = self._items([keys.contact(contact) for contact in contact_ids])
        booked = self._booked(flight_key, contact_ids)
        return [
            partial(_recipient, item, contact in booked)
            for contact, item in zip(contact_ids, items, strict=True)
        ]

    def is_recorded(self, notification_id: str) -> bool:
        """Whether this notification was ever written."""
        return self._get(keys.notification(notification_id)) is not None

    def _booked(self, flight_key: str, contact_ids: Sequence[str]) -> frozenset[str]:
        """Who is on the flight: a batch is a stretch of the flight's contacts, and read as one."""
        first, last = keys.flight_contacts_between(min(contact_ids), max(contact_ids))
        rows = self._table.query_between(keys.flight_pk(flight_key), first, last)
        return frozenset(row["contactId"] for row in rows if row["status"] != BookingStatus.CANCELLED)

    def _items(self, wanted: Sequence[keys.Key]) -> list[Item | None]:
        if len(wanted) == 1:
            return [self._get(wanted[0])]
        found = self._table.get_many([(key.pk, key.sk) for key in wanted])
        by_key = {(item["PK"], item["SK"]): item for item in found}
        return [by_key.get((key.pk, key.sk)) for key in wanted]

    def _get(self, key: keys.Key) -> Item | None:
        return self._table.get(key.pk, key.sk)


def _told_record(item: Item | None) -> ToldRecord:
    return ToldRecord(told_of(item), stored=item is not None)


def _recipient(item: Item | None, on_flight: bool) -> Recipient:
    return Recipient(contact_of(item) if item else None, on_flight)
