"""A passenger: profile, bookings, and what was told about their flights."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from services.api.ports import Index, Item, Query, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page, merged, page_of
from services.core.table import keys
from services.core.table.keys import Key

_ROWS: Final = 100


class PassengerReads:
    """Reads that begin at a passenger's id."""

    def __init__(self, table: Table, cursors: Cursors) -> None:
        self._table = table
        self._cursors = cursors

    async def profile(self, passenger_id: str) -> Item | None:
        """The profile, or None."""
        return await self._table.get(keys.passenger(passenger_id))

    async def bookings(self, passenger_id: str, limit: int, cursor: str | None) -> Page | None:
        """The passenger's flights, the latest first; None when there is no such passenger.

        Raises BadCursor.
        """
        of, beyond = f"passenger-bookings|{passenger_id}", ""
        if cursor is not None:
            last = self._cursors.read(of, cursor)
            beyond = f"{last.at}#{last.id}"
        pk = keys.passenger_pk(passenger_id)
        query = Query(pk, limit + 1, index=Index.SECOND, beyond=beyond, descending=True)
        page = await page_of(merged(self._table, [query]), limit, self._cursors, of, _flight_position)
        if not page.rows and cursor is None and await self.profile(passenger_id) is None:
            return None
        return Page(await self._whole(page.rows), page.next)

    async def notifications(self, passenger_id: str, limit: int, cursor: str | None) -> Page | None:
        """What their contacts were told about their flights, the newest first; None: no such passenger.

        A phone may be shared: messages about flights that this passenger is not on are not theirs.
        Raises BadCursor.
        """
        of, beyond = f"passenger-notifications|{passenger_id}", ""
        if cursor is not None:
            last = self._cursors.read(of, cursor)
            beyond = keys.contact_notification("", last.at, last.id).sk
        flights = await self._flights(passenger_id)
        if not flights:
            return None if await self.profile(passenger_id) is None else Page((), None)
        queries = [
            Query(
                keys.contact_notification_pk(contact_id),
                limit + 1,
                index=Index.FIRST,
                beyond=beyond,
                descending=True,
            )
            for contact_id in sorted({contact for row in flights for contact in row["contactIds"]})
        ]
        theirs = self._about({row["flightKey"] for row in flights}, queries)
        page = await page_of(theirs, limit, self._cursors, of, _notification_position)
        return Page(await self._whole(page.rows), page.next)

    async def contacts(self, passenger_id: str) -> Sequence[Item] | None:
        """The contacts of the passenger's bookings, consistent; None when there is no such passenger."""
        flights = await self._flights(passenger_id)
        if not flights and await self.profile(passenger_id) is None:
            return None
        identities = sorted({contact for row in flights for contact in row["contactIds"]})
        return await self._table.get_many([keys.contact(identity) for identity in identities])

    async def concerns(self, passenger_id: str, notification: Item) -> bool:
        """Whether a record is of a contact of this passenger, about a flight that this passenger is on."""
        return any(
            row["flightKey"] == notification["flightKey"] and notification["contactId"] in row["contactIds"]
            for row in await self._flights(passenger_id)
        )

    async def _flights(self, passenger_id: str) -> tuple[Item, ...]:
        query = Query(keys.passenger_pk(passenger_id), _ROWS, index=Index.SECOND)
        return await self._whole([entry async for entry in merged(self._table, [query])])

    async def _about(self, flight_keys: set[str], queries: Sequence[Query]) -> AsyncIterator[Item]:
        async for entry in merged(self._table, queries):
            if entry["flightKey"] in flight_keys:
                yield entry

    async def _whole(self, entries: Sequence[Item]) -> tuple[Item, ...]:
        """The items behind entries of an index, in the same order."""
        return tuple(await self._table.get_many([Key(entry["PK"], entry["SK"]) for entry in entries]))


def _flight_position(entry: Item) -> Position:
    """Origin date, and what tells two flights of one day apart."""
    date, _, rest = entry["GSI2SK"].partition("#")
    return Position(date, rest)


def _notification_position(entry: Item) -> Position:
    return Position(*keys.notification_of(entry["GSI1SK"]))
