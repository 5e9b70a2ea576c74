"""Bookings: of a flight, and by record locator."""

from typing import Final

from services.api.ports import Item, Place, Query, Secret, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page
from services.core.flight.key import FlightKey
from services.core.table import keys
from services.core.telling.ids import locator_hash

_MOST: Final = 100
"""Of the bookings under one locator, and of the passengers of one booking."""


class BookingReads:
    """Reads of bookings. `secret` is the one under which locators are hashed."""

    def __init__(self, table: Table, cursors: Cursors, secret: Secret) -> None:
        self._table = table
        self._cursors = cursors
        self._secret = secret

    async def of_flight(self, key: FlightKey, limit: int, cursor: str | None) -> Page | None:
        """The passengers on a flight, booking by booking; None when there is no such flight.

        Raises BadCursor.
        """
        flight, of = str(key), f"bookings|{key}"
        after = None
        if cursor is not None:
            last = self._cursors.read(of, cursor)
            after = Place(keys.flight_passenger(flight, last.at, int(last.id)))
        query = Query(keys.flight_pk(flight), limit, keys.PASSENGER_PREFIX, after=after)
        rows = await self._table.page(query)
        if not rows.items and cursor is None and await self._table.get(keys.flight_state(flight)) is None:
            return None
        following = None
        if rows.more and rows.items:
            last_row = rows.items[-1]
            position = Position(last_row["bookingId"], str(last_row["passengerNo"]))
            following = self._cursors.issue(of, position)
        return Page(tuple(rows.items), following)

    async def by_locator(
        self, locator: str, passenger_id: str | None = None
    ) -> list[tuple[Item, tuple[Item, ...]]]:
        """Each booking that has or had this locator with its passengers, the newest first.

        With a `passenger_id` only those that this passenger is in.

        Airlines use locators again. Booking ids are ULIDs, so their order is that of their making.
        """
        pk = keys.locator_pk(locator_hash(await self._secret.value(), locator))
        pointers = await self._table.page(Query(pk, _MOST, descending=True))
        metas = await self._table.get_many([keys.booking(row["bookingId"]) for row in pointers.items])
        found = [(meta, await self._passengers(meta["bookingId"])) for meta in metas]
        return [
            (meta, who)
            for meta, who in found
            if passenger_id is None or any(row["passengerId"] == passenger_id for row in who)
        ]

    async def _passengers(self, booking_id: str) -> tuple[Item, ...]:
        rows = await self._table.page(Query(keys.booking_pk(booking_id), _MOST, keys.PASSENGER_PREFIX))
        # Sort keys hold the number as text: 10 comes before 2.
        return tuple(sorted(rows.items, key=lambda row: int(row["passengerNo"])))
