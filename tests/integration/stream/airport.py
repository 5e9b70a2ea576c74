"""Flights, bookings and contacts in the deployed table, and what became of them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from local.emulator.emulator import Emulator
from services.core.awsio.marshal import from_item, to_item
from services.core.booking.booking import Booking, BookingStatus, Passenger, Traveller
from services.core.booking.contact import Channel, Contact
from services.core.clock import HOUR, WallClock
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.table import change_keys, keys
from services.core.table.booking_item import booking_items, passenger_item
from services.core.table.change_item import read_change
from services.core.table.contact_item import contact_change_item, contact_item
from services.core.table.flight_item import Outbox, flight_item
from tests.unit.core.flights import OUT, delayed, scheduled

LAST_NAME = "Canary-Hollander"


@dataclass(frozen=True)
class Airport:
    """One deployment; every flight and contact is new, so that tests share it."""

    emulator: Emulator
    outputs: dict[str, str]
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        return self._clients.setdefault(service, self.emulator.client(service))

    def flight(self, *, delay: int) -> str:
        """A scheduled flight that this many minutes were announced for (0: none)."""
        key = FlightKey.parse(f"UA-{uuid.uuid4().int % 10_000:04}-2013-03-08-EWR-{uuid.uuid4().int % 99 + 1}")
        news = [scheduled(1)] + ([delayed(2, delay)] if delay else [])
        self.change(FlightState(key), news)
        return str(key)

    def change(self, state: FlightState, events: Iterable[FlightEvent]) -> None:
        """One write for each event, as the consumer makes them."""
        for event in events:
            done = step(state, [replace(event, flight_key=state.key)])
            state = done.after
            outbox = Outbox("flight-operations", 0, state.ver)
            self._put(flight_item(state, done.derived, outbox, OUT - HOUR, 1))

    def contact(self, *, opted_out: bool = False) -> Contact:
        """A traveller's phone."""
        identity = uuid.uuid4().hex
        number = f"+1201555{int(identity[:8], 16) % 10_000:04}"
        silent = frozenset({Channel.SMS}) if opted_out else frozenset()
        contact = Contact(identity, "phone", number, (Channel.SMS,), "en", "America/New_York", "Ann", silent)
        self._put(contact_item(contact, synthetic=True))
        return contact

    def book(
        self, flight: str, contact: Contact, status: BookingStatus = BookingStatus.CONFIRMED, ver: int = 1
    ) -> str:
        """A booking and everything it writes; the same contact again changes it."""
        passenger = Passenger(f"P{contact.contact_id[:8]}", "Ann", LAST_NAME, "en")
        booking_id = f"01{contact.contact_id[:24].upper()}"
        traveller = Traveller(1, passenger, (contact.contact_id,))
        booking = Booking(booking_id, f"locator-{contact.contact_id}", (flight,), (traveller,), status, ver)
        for item in (passenger_item(passenger, synthetic=True), *booking_items(booking, synthetic=True)):
            self._put(item)
        return booking_id

    def break_booking(self, note: str) -> str:
        """A booking item as nothing of FlightPulse writes it."""
        identity = uuid.uuid4().hex
        self._put({**keys.booking(identity).primary(), "bookingId": identity, "note": note})
        return identity

    def prefer(self, contact: Contact) -> None:
        """The contact as it is now, in one transaction with the mark that it changed."""
        items = (
            contact_item(contact, synthetic=True),
            contact_change_item(contact.contact_id, uuid.uuid4().hex, WallClock().now()),
        )
        table = self.outputs["TableName"]
        puts = [{"Put": {"TableName": table, "Item": to_item(item)}} for item in items]
        self.client("dynamodb").transact_write_items(TransactItems=puts)

    def announce(self, flight: str, detail: dict[str, Any]) -> None:
        """flight.delayed on the bus, as the consumer publishes it."""
        entry = {
            "EventBusName": self.outputs["BusName"],
            "Source": "flightpulse.consumer",
            "DetailType": "flight.delayed",
            "Detail": json.dumps(detail | {"flightKey": flight}),
        }
        assert self.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0

    def messages(self, flight: str) -> list[dict[str, Any]]:
        """Every notification.sms about a flight that reached its sink, repeats too."""
        return [said for said in self._sink("SinkLogGroupSms") if said["flightKey"] == flight]

    def facts(self, booking_id: str) -> list[dict[str, Any]]:
        """What the bus was told of a booking, as whole events."""
        lines = self.lines(self.outputs["FactsLogGroup"])
        return [event for event in map(json.loads, lines) if event["detail"].get("bookingId") == booking_id]

    def told(self, flight: str, contact: Contact) -> dict[str, Any]:
        """The TOLD item, empty when there is none."""
        return self._get(keys.told(flight, contact.contact_id))

    def run(self, event_id: str) -> dict[str, Any]:
        """The RUN item, empty when there is none."""
        return self._get(keys.run(event_id))

    def changes(self, flight: str) -> list[dict[str, Any]]:
        """The change items of a flight, of this hour and the one before."""
        number, now = keys.shard(flight, change_keys.CHANGE_SHARDS), WallClock().now()
        pages = (self._query(change_keys.change_pk(at, number)) for at in (now - HOUR, now))
        return [
            {**item, **read_change(item)} for page in pages for item in page if item["flightKey"] == flight
        ]

    def looked_at(self) -> str:
        """The messenger's log."""
        return "\n".join(self.lines(self._log_of("MessengerFunctionName")))

    def stream_log(self) -> list[str]:
        """The stream handler's own log."""
        return self.lines(self._log_of("StreamFunctionName"))

    def rejected(self) -> list[str]:
        """What the failure queue holds now."""
        url = self.outputs["StreamFailuresQueueUrl"]
        reply = self.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in reply.get("Messages", [])]

    def lines(self, group: str) -> list[str]:
        return [
            event["message"] for event in self.client("logs").filter_log_events(logGroupName=group)["events"]
        ]

    def _sink(self, output: str) -> list[dict[str, Any]]:
        return [json.loads(line)["detail"] for line in self.lines(self.outputs[output])]

    def _log_of(self, output: str) -> str:
        found = self.client("lambda").get_function_configuration(FunctionName=self.outputs[output])
        return str(found["LoggingConfig"]["LogGroup"])

    def _put(self, item: dict[str, Any]) -> None:
        self.client("dynamodb").put_item(TableName=self.outputs["TableName"], Item=to_item(item))

    def _get(self, key: keys.Key) -> dict[str, Any]:
        found = self.client("dynamodb").get_item(
            TableName=self.outputs["TableName"], Key=to_item(key.primary()), ConsistentRead=True
        )
        return from_item(found.get("Item", {}))

    def _query(self, pk: str) -> list[dict[str, Any]]:
        found = self.client("dynamodb").query(
            TableName=self.outputs["TableName"],
            KeyConditionExpression="PK = :pk",
            ExpressionAttributeValues=to_item({":pk": pk}),
            ConsistentRead=True,
        )
        return [from_item(item) for item in found["Items"]]
