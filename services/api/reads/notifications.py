"""What was told: the notifications of a flight, and one of them whole."""

from services.api.ports import Index, Item, Place, Query, Table
from services.api.reads.cursors import Cursors, Position
from services.api.reads.pages import Page
from services.core.flight.key import FlightKey
from services.core.table import keys


class NotificationReads:
    """Reads of notification records."""

    def __init__(self, table: Table, cursors: Cursors) -> None:
        self._table = table
        self._cursors = cursors

    async def notification(self, notification_id: str) -> Item | None:
        """The full record, consistent: its id may have come from a bus event a moment ago."""
        return await self._table.get(keys.notification(notification_id), consistent=True)

    async def of_flight(self, key: FlightKey, limit: int, cursor: str | None) -> Page | None:
        """Notifications in the order of business time; None when there is no such flight.

        Raises BadCursor.
        """
        flight, of = str(key), f"notifications|{key}"
        after = None
        if cursor is not None:
            at = self._cursors.read(of, cursor)
            after = Place(keys.notification(at.id), keys.flight_notification(flight, at.at, at.id))
        # One shard: a flight has a few hundred notifications, far below what one partition takes.
        pk = keys.flight_notification_pk(flight, 0)
        rows = await self._table.page(Query(pk, limit, index=Index.SECOND, after=after))
        if not rows.items and cursor is None and await self._unknown(flight):
            return None
        following = None
        if rows.more and rows.items:
            at_, identity = keys.notification_of(rows.items[-1]["GSI2SK"])
            following = self._cursors.issue(of, Position(at_, identity))
        return Page(tuple(rows.items), following)

    async def _unknown(self, flight: str) -> bool:
        return await self._table.get(keys.flight_state(flight)) is None
