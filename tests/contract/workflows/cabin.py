"""Flights with bookings in the embedded AWS: what was announced of them, and how their bookings stand."""

import json
import random
import string
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from local.seed.load import load
from services.core.awsio.marshal import from_item, to_item
from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.flight.truth import Disposition, Truth
from services.core.table import keys
from services.core.table.booking_item import booking_items
from services.core.table.contact_item import contact_item
from services.core.table.flight_item import dumps
from services.core.table.rebooking_item import status_rows
from tests.contract.workflows.driver import Driver, Event
from tests.fakes.messenger import contact

OPERATING, CANCELLED = Disposition.OPERATING, Disposition.CANCELLED


@dataclass(frozen=True)
class Cabin:
    """Flights and bookings of one test, which have ids of their own."""

    driver: Driver
    token: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    def flight(self, disposition: Disposition = CANCELLED, ver: int = 5, **more: str) -> str:
        """A flight of which this was announced."""
        airport = "".join(random.choices(string.ascii_uppercase, k=3))
        key = f"UA-{random.randrange(10_000):04}-2013-03-08-{airport}-1"
        self.announce(key, disposition, ver, **more)
        return key

    def announce(
        self, flight: str, disposition: Disposition, ver: int, gate: str = "A5", phase: str = "SCHEDULED"
    ) -> None:
        """Writes STATE as the consumer does, as far as it is read here."""
        self._load(
            {
                **keys.flight_state(flight).primary(),
                "type": "flight",
                "flightKey": flight,
                "ver": ver,
                "asOf": "2013-03-08T12:00:00Z",
                # Or the stream handler would ask for a look at every contact that is booked here.
                "leftBaseline": False,
                "published": dumps(Truth(disposition, 1_362_751_500_000, gate, "A").to_json()),
                "baseline": dumps({"out": 1_362_751_500_000, "gate": "A5", "terminal": "A"}),
                "derived": dumps({"phase": phase, "facts": {"destination": "ORD", "reason": "WEAT"}}),
            }
        )

    def book(
        self,
        *flights: str,
        count: int = 1,
        people: int = 1,
        status: BookingStatus = BookingStatus.CONFIRMED,
        contacts: Sequence[str] | None = None,
    ) -> list[str]:
        """So many bookings on these flights, each with a contact of its own; returns their ids."""
        start = uuid.uuid4().hex[:8]
        bookings = [
            self._booking(
                f"{self.token}-{start}-{n:05}", flights, people, status, (contacts or [])[n : n + 1]
            )
            for n in range(count)
        ]
        self._load(*(item for one in bookings for item in booking_items(one, synthetic=True)))
        return [one.booking_id for one in bookings]

    def meta(self, booking: str) -> dict[str, Any]:
        """The booking itself."""
        return self._item(keys.booking(booking))

    def status(self, booking: str) -> str:
        """Its status; every row that repeats it must say the same."""
        (status,) = self.statuses(booking)
        return status

    def statuses(self, booking: str) -> set[str]:
        """The status on the booking itself and on every row that repeats it."""
        meta = self.meta(booking)
        rows = status_rows(meta, self._passengers(booking))
        return {meta["status"], *(self._item(row)["status"] for row in rows)}

    def reach(self, contacts: Sequence[str]) -> None:
        """The contacts themselves, for a messenger that is real."""
        self._load(*(contact_item(contact(one), synthetic=True) for one in contacts))

    def change(self, booking: str, status: BookingStatus | None = None) -> None:
        """Somebody writes the booking: its version, and its status everywhere when one is given."""
        meta = self.meta(booking)
        self._load(meta | {"ver": meta["ver"] + 1} | ({"status": status.value} if status else {}))
        if status:
            for row in status_rows(meta, self._passengers(booking)):
                self._load(self._item(row) | {"status": status.value})

    def lose(self, row: keys.Key) -> None:
        """Deletes a row, which no writer of ours does."""
        self.driver.client("dynamodb").delete_item(TableName=self._table, Key=to_item(row.primary()))

    def standing(self, flight: str) -> dict[str, int]:
        """How many bookings of a flight have which status, by one query of the flight's rows."""
        found: dict[str, int] = {}
        for item in self._query(keys.flight_pk(flight), keys.PASSENGER_PREFIX):
            found[item["status"]] = found.get(item["status"], 0) + 1
        return found

    def bookings(self, flight: str) -> set[str]:
        """The ids of the bookings on a flight."""
        return {item["bookingId"] for item in self._query(keys.flight_pk(flight), keys.PASSENGER_PREFIX)}

    def counts(self, event: Event) -> dict[str, int]:
        """The counts of a finished run."""
        counts: dict[str, int] = json.loads(self.driver.record(event)["counts"])
        return counts

    def _booking(
        self,
        booking: str,
        flights: Sequence[str],
        people: int,
        status: BookingStatus,
        contacts: Sequence[str],
    ) -> Booking:
        speaking = tuple(contacts) or (f"c-{booking}",)
        travellers = tuple(
            Traveller(number, Passenger(f"P-{booking}-{number}", "Ann", "Doe", "en"), speaking)
            for number in range(1, people + 1)
        )
        return Booking(booking, f"L-{booking}", tuple(flights), travellers, status)

    def _passengers(self, booking: str) -> list[dict[str, Any]]:
        return list(self._query(keys.booking_pk(booking), keys.PASSENGER_PREFIX))

    def _query(self, pk: str, prefix: str) -> Iterator[dict[str, Any]]:
        pages = self.driver.client("dynamodb").get_paginator("query")
        for page in pages.paginate(
            TableName=self._table,
            KeyConditionExpression="PK = :pk AND begins_with(SK, :prefix)",
            ExpressionAttributeValues=to_item({":pk": pk, ":prefix": prefix}),
            ConsistentRead=True,
        ):
            for item in page["Items"]:
                yield from_item(item)

    def _item(self, key: keys.Key) -> dict[str, Any]:
        found = self.driver.client("dynamodb").get_item(
            TableName=self._table, Key=to_item(key.primary()), ConsistentRead=True
        )
        return from_item(found["Item"])

    def _load(self, *items: dict[str, Any]) -> None:
        load(self.driver.client("dynamodb"), self._table, items)

    @property
    def _table(self) -> str:
        return self.driver.outputs["TableName"]
