"""Changes of a booking: read, decided, and written on condition that nobody wrote in between."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.api.commands.open_flights import open_flights, still
from services.api.ports import Delete, Item, NotWritten, Put, Query, Table, Update, Write, Writes
from services.core.booking import changes
from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.errors import Retryable
from services.core.table import keys
from services.core.table.booking_item import booking_items
from services.core.table.rebooking_item import FLIGHT_VERSIONS, status_rows

_TRIES: Final = 5
_MOST_PASSENGERS: Final = 100


class BookingChanging(Retryable):
    """Others wrote the booking each time that this change was about to."""


@dataclass(frozen=True, slots=True)
class _Stored:
    meta: Item
    passengers: Sequence[Item]

    @property
    def status(self) -> BookingStatus:
        return BookingStatus(self.meta["status"])

    def update(self, status: BookingStatus, more: Mapping[str, Any]) -> Update:
        values = {"status": status.value, "ver": self.meta["ver"] + 1, **more}
        return Update(keys.booking(self.meta["bookingId"]), values, {"ver": self.meta["ver"]})


class ChangeBooking:
    """A change that is there already is not written again, so each may be repeated."""

    def __init__(self, table: Table, writes: Writes) -> None:
        self._table = table
        self._writes = writes

    async def cancel(self, booking_id: str) -> None:
        """Raises BookingChanging, AwsError."""
        await self._set(booking_id, changes.cancelled)

    async def check_in(self, booking_id: str) -> None:
        """Raises NotPossible, BookingChanging, AwsError."""
        await self._set(booking_id, changes.checked_in)

    async def rebook(self, booking_id: str, flight_keys: tuple[str, ...]) -> None:
        """Onto these flights. Raises NotPossible, NotBookable, BookingChanging, AwsError."""

        async def writes(stored: _Stored) -> Sequence[Write]:
            status = changes.rebooked(stored.status)
            if flight_keys == tuple(stored.meta["flightKeys"]) and status is stored.status:
                return ()
            return await self._moved(stored, status, flight_keys)

        await self._until_written(booking_id, writes)

    async def _set(self, booking_id: str, after: Callable[[BookingStatus], BookingStatus]) -> None:
        async def writes(stored: _Stored) -> Sequence[Write]:
            status = after(stored.status)
            if status is stored.status:
                return ()
            rows = status_rows(stored.meta, stored.passengers)
            return [stored.update(status, {}), *(Update(row, {"status": status.value}) for row in rows)]

        await self._until_written(booking_id, writes)

    async def _moved(
        self, stored: _Stored, status: BookingStatus, flight_keys: tuple[str, ...]
    ) -> Sequence[Write]:
        """Rows of flights that are left go, those of all others are written as they are to be."""
        versions = await open_flights(self._table, flight_keys)
        before = {**stored.meta.get(FLIGHT_VERSIONS, {})}
        cancelled = {**stored.meta.get("cancelledFlights", {})}
        more = {
            "flightKeys": list(flight_keys),
            FLIGHT_VERSIONS: before
            | {flight: max(ver, before.get(flight, 0)) for flight, ver in versions.items()},
            "cancelledFlights": {flight: ver for flight, ver in cancelled.items() if flight not in versions},
        }
        booking = _booking(stored, status, flight_keys)
        items = {
            keys.Key(item["PK"], item["SK"]): item
            for item in booking_items(booking, synthetic=bool(stored.meta.get("synthetic", False)))
        }
        own = keys.booking(booking.booking_id)
        gone = [row for row in status_rows(stored.meta, stored.passengers) if row not in items]
        return [
            stored.update(status, more),
            *still(versions),
            *(Put(item) for key, item in items.items() if key != own),
            *(Delete(row) for row in gone),
        ]

    async def _until_written(self, booking_id: str, writes: Callable[[_Stored], Any]) -> None:
        for _ in range(_TRIES):
            planned = await writes(await self._stored(booking_id))
            if not planned:
                return
            try:
                await self._writes.transact(planned)
            except NotWritten:
                continue
            return
        raise BookingChanging("others change the booking at this moment")

    async def _stored(self, booking_id: str) -> _Stored:
        meta = await self._table.get(keys.booking(booking_id), consistent=True)
        if meta is None:
            raise BookingChanging("the booking was found a moment ago and is gone")
        query = Query(keys.booking_pk(booking_id), _MOST_PASSENGERS, keys.PASSENGER_PREFIX)
        return _Stored(meta, (await self._table.page(query)).items)


def _booking(stored: _Stored, status: BookingStatus, flight_keys: tuple[str, ...]) -> Booking:
    return Booking(
        stored.meta["bookingId"],
        stored.meta["locatorHash"],
        flight_keys,
        tuple(
            # A booking's rows hold a passenger's id only.
            Traveller(row["passengerNo"], Passenger(row["passengerId"], "", "", ""), tuple(row["contactIds"]))
            for row in stored.passengers
        ),
        status,
        stored.meta["ver"] + 1,
    )
