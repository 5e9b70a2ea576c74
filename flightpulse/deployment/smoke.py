"""One made-up flight with one passenger through a deployment, from the bus to the sink, then removed."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.core.awsio.marshal import to_item
from services.core.booking.contact import Channel, Contact
from services.core.clock import HOUR, MINUTE, Instant, format_instant
from services.core.contracts.detail_types import CONSUMER, FLIGHT_DELAYED
from services.core.contracts.envelope import Envelope, seal
from services.core.flight.truth import Baseline, Truth
from services.core.table import keys
from services.core.table.contact_item import contact_item
from services.core.table.flight_item import dumps

POLL_SECONDS = 1.0
CARRIER = "ZZ"
"""A code that no airline has."""
_DELAY = 45 * MINUTE


@dataclass(frozen=True, slots=True)
class Told:
    """What came out at the other end."""

    notification_id: str
    seconds: float


class NothingCame(RuntimeError):
    """No message in time; the text says where to look."""


@dataclass(frozen=True, slots=True)
class _Operation:
    event_id: str
    occurred_at: Instant
    correlation_id: str
    traceparent: str | None = None


class Smoke:
    """`outputs` are those of the data and workflows stacks; `client` makes a client of a service."""

    def __init__(self, client: Callable[[str], Any], outputs: Mapping[str, str], now: Instant) -> None:
        self._client = client
        self._outputs = outputs
        self._now = now
        token = uuid.uuid4()
        date = format_instant(now)[:10]
        self.flight = f"{CARRIER}-{token.int % 9_999 + 1:04}-{date}-JFK-{token.int % 9 + 1}"
        self._contact = token.hex
        self._booking = f"smoke-{token.hex}"
        self._envelope = self._seal(str(token))

    def run(self, limit_seconds: float) -> Told:
        """Writes, publishes, waits for the message and removes everything again. Raises NothingCame."""
        started = time.monotonic()
        told = None
        try:
            for item in self._items():
                self._dynamodb.put_item(TableName=self._table, Item=to_item(item))
            self._publish()
            told = self._wait(started, limit_seconds)
            self._let_the_run_end(started, limit_seconds)
            return told
        finally:
            self._remove(told)

    def _seal(self, token: str) -> Envelope:
        return seal(
            key=self.flight,
            ver=1,
            detail_type=FLIGHT_DELAYED,
            data={"severity": "major", "synthetic": True},
            cause=_Operation(token, self._now, f"smoke-{token}"),
            as_of=self._now,
            topic="smoke",
            partition=0,
            last_offset=0,
        )

    def _items(self) -> list[dict[str, Any]]:
        scheduled = self._now + 3 * HOUR
        baseline = Baseline(scheduled, "A5", "4")
        published = Truth(out=scheduled + _DELAY, gate="A5", terminal="4")
        person = Contact(
            self._contact, "email", "smoke@flightpulse.example", (Channel.EMAIL,), "en", "America/New_York"
        )
        return [
            {
                **keys.flight_state(self.flight).primary(),
                "type": "flight",
                "flightKey": self.flight,
                "ver": 1,
                "asOf": format_instant(self._now),
                "published": dumps(published.to_json()),
                "baseline": dumps(baseline.to_json()),
                # The stream handler would ask for a look of its own otherwise.
                "leftBaseline": False,
                "derived": dumps({"phase": "SCHEDULED", "facts": {"destination": "ORD"}}),
                "synthetic": True,
            },
            {
                **keys.flight_contact(self.flight, self._contact, self._booking).primary(),
                "type": "flightContact",
                "flightKey": self.flight,
                "contactId": self._contact,
                "bookingId": self._booking,
                "status": "CONFIRMED",
                "synthetic": True,
            },
            contact_item(person, synthetic=True),
        ]

    def _publish(self) -> None:
        answer = self._client("events").put_events(
            Entries=[
                {
                    "EventBusName": self._outputs["BusName"],
                    "Source": CONSUMER,
                    "DetailType": FLIGHT_DELAYED,
                    "Detail": json.dumps(self._envelope.detail),
                }
            ]
        )
        if answer["FailedEntryCount"]:
            raise NothingCame(f"the bus did not take the event: {answer['Entries'][0]}")

    def _wait(self, started: float, limit_seconds: float) -> Told:
        logs, group = self._client("logs"), self._outputs["SinkLogGroupEmail"]
        while time.monotonic() - started < limit_seconds:
            # Our own are few and new: an event of somebody else's flight is passed over here, not there.
            found = logs.filter_log_events(
                logGroupName=group, filterPattern=f'"{self.flight}"', startTime=self._now - MINUTE
            )
            for event in found["events"]:
                detail = json.loads(event["message"])["detail"]
                if detail["flightKey"] == self.flight:
                    identity = str(detail["notificationId"])
                    return Told(identity, time.monotonic() - started)
            time.sleep(POLL_SECONDS)
        raise NothingCame(
            f"no message about {self.flight} in {group} within {limit_seconds:g} s: look for it in the"
            " executions of the delay workflow and in the messenger's log (docs/runbook.md)"
        )

    def _let_the_run_end(self, started: float, limit_seconds: float) -> None:
        """It still writes what would otherwise be left behind."""
        key = to_item(keys.run(self._envelope.id).primary())
        while time.monotonic() - started < limit_seconds:
            found = self._dynamodb.get_item(TableName=self._table, Key=key, ConsistentRead=True).get(
                "Item", {}
            )
            if found.get("status", {}).get("S") not in (None, "RUNNING"):
                return
            time.sleep(POLL_SECONDS)

    def _remove(self, told: Told | None) -> None:
        written = [keys.Key(item["PK"], item["SK"]) for item in self._items()]
        written += [keys.told(self.flight, self._contact), keys.run(self._envelope.id)]
        if told:
            written.append(keys.notification(told.notification_id))
        for key in written:
            self._dynamodb.delete_item(TableName=self._table, Key=to_item(key.primary()))

    @property
    def _dynamodb(self) -> Any:
        return self._client("dynamodb")

    @property
    def _table(self) -> str:
        return self._outputs["TableName"]
