"""A new booking: everything of it in one transaction, once for each Idempotency-Key."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from services.api.commands.idempotency import KeyReused
from services.api.commands.locators import locator_for
from services.api.commands.open_flights import open_flights, still
from services.api.commands.ulid import new_ulid
from services.api.ports import MOST_WRITES, NotWritten, Put, Secret, Table, Write, Writes
from services.core.booking.booking import Booking, Passenger, Traveller
from services.core.booking.contact import Contact
from services.core.clock import Clock, epoch_seconds, wall_deadline
from services.core.errors import Permanent, Retryable
from services.core.table import keys
from services.core.table.booking_item import booking_items, passenger_item
from services.core.table.contact_item import contact_item
from services.core.table.rebooking_item import FLIGHT_VERSIONS
from services.core.telling.ids import contact_id, locator_hash

_KEPT_SECONDS: Final = 72 * 3600
_TRIES: Final = 3


class TooManyRows(Permanent):
    """The booking does not fit into one transaction."""


class FlightsChanging(Retryable):
    """The flights changed each time the booking was about to be written."""


@dataclass(frozen=True, slots=True)
class NewTraveller:
    """A passenger and who is told about them; a passenger who is known keeps their profile."""

    passenger: Passenger
    contacts: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class BookingOrder:
    """What a caller wants booked. Contacts have no id yet. `said` is the whole request, to tell repeats."""

    flight_keys: tuple[str, ...]
    travellers: Sequence[NewTraveller]
    locator: str | None
    said: Any


@dataclass(frozen=True, slots=True)
class Booked:
    """The booking's id and locator; the locator is stored nowhere but as a hash."""

    booking_id: str
    locator: str


class CreateBooking:
    """Writes profiles and contacts that are new, then the booking."""

    def __init__(self, table: Table, writes: Writes, secret: Secret, wall: Clock) -> None:
        self._table = table
        self._writes = writes
        self._secret = secret
        self._wall = wall

    async def __call__(self, order: BookingOrder, idempotency_key: str) -> Booked:
        """Raises KeyReused, NotBookable, TooManyRows, FlightsChanging, AwsError; the last two: repeat."""
        secret = await self._secret.value()
        locator = order.locator or locator_for(secret, idempotency_key)
        marker = keys.idempotency("bookings", hashlib.sha256(idempotency_key.encode()).hexdigest())
        said = hashlib.sha256(json.dumps(order.said, sort_keys=True).encode()).hexdigest()
        for _ in range(_TRIES):
            if (known := await self._known(marker, said)) is not None:
                return Booked(known, locator)
            try:
                return Booked(await self._write(order, secret, locator, marker, said), locator)
            except NotWritten:
                continue  # a flight changed, or the same request was carried out meanwhile: look again
        raise FlightsChanging("the flights of the booking keep changing")

    async def _known(self, marker: keys.Key, said: str) -> str | None:
        done = await self._table.get(marker, consistent=True)
        if done is None:
            return None
        if done["said"] != said:
            raise KeyReused("the Idempotency-Key stands for another booking")
        return str(done["bookingId"])

    async def _write(
        self, order: BookingOrder, secret: bytes, locator: str, marker: keys.Key, said: str
    ) -> str:
        versions = await open_flights(self._table, order.flight_keys)
        contacts = {contact_id(secret, one.address): one for who in order.travellers for one in who.contacts}
        booking = Booking(
            new_ulid(self._wall.now()),
            locator_hash(secret, locator),
            order.flight_keys,
            tuple(
                Traveller(
                    number, who.passenger, tuple(contact_id(secret, one.address) for one in who.contacts)
                )
                for number, who in enumerate(order.travellers, 1)
            ),
        )
        done = {
            **marker.primary(),
            "type": "idempotency",
            "bookingId": booking.booking_id,
            "said": said,
            "expiresAt": epoch_seconds(wall_deadline(self._wall, _KEPT_SECONDS)),
        }
        rows: list[Write] = [Put(done, new=True), *still(versions)]
        for item in booking_items(booking, synthetic=False):
            own = item["PK"] == keys.booking_pk(booking.booking_id) and item["SK"] == "META"
            rows.append(Put({**item, FLIGHT_VERSIONS: dict(versions)} if own else item, new=own))
        if len(rows) > MOST_WRITES:
            raise TooManyRows(
                f"the booking takes {len(rows)} rows, and {MOST_WRITES} can be written together: fewer"
                " passengers, contacts or flights"
            )
        # First, so that whoever looks at the booking finds them; what is known already stays as it is.
        for who in order.travellers:
            await self._writes.put_new(passenger_item(who.passenger, synthetic=False))
        for identity, contact in contacts.items():
            await self._writes.put_new(_stored(contact, identity))
        await self._writes.transact(rows)
        return booking.booking_id


def _stored(contact: Contact, identity: str) -> dict[str, Any]:
    return contact_item(replace(contact, contact_id=identity), synthetic=False)
