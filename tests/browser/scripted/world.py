"""The state behind the scripted API: a table, a log of changes, and who listens to it."""

import asyncio
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.browser.scripted import around, flight_page
from tests.browser.scripted.day import DATE, NOW, Row, day, iso

Frame = tuple[str, str, Row]


@dataclass
class Scripted:
    """Everything here is used from the server's loop only; `Serving.call` gets a test there."""

    flights: dict[str, Row] = field(default_factory=lambda: day(60))
    date: str = DATE
    sign_in: Row | None = None
    simulated: list[str] = field(
        default_factory=lambda: ["All flights, passengers and messages here are made up."]
    )
    left_out: int = 0
    clock: str = "event"
    scopes: list[str] = field(default_factory=lambda: ["flights:read", "ops:write"])
    token: str | None = None
    """What a caller has to bring; None: nothing."""
    trouble: Row | None = None
    """A problem that GET /v1/board answers with."""
    delay_seconds: float = 0.0
    """Of GET /v1/board."""
    refuse_commands: int = 0
    """So many commands get a 503 before one is taken."""
    heartbeat_seconds: float = 15.0
    disruptions: dict[str, Row] = field(init=False)
    messages: list[Row] = field(init=False)
    operations: Row = field(default_factory=around.operations)
    history: dict[str, list[Row]] = field(default_factory=dict)
    extra_lines: dict[str, Row] = field(default_factory=dict)
    commands: list[tuple[str, str, Row | None]] = field(default_factory=list)
    """Path, Idempotency-Key and body of each command that was taken or refused."""
    log: list[Frame] = field(default_factory=list)
    forgotten: bool = False
    """Positions of before are not known any more."""
    listeners: set[asyncio.Queue[Frame | None]] = field(default_factory=set)
    muted: set[asyncio.Queue[Frame | None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = list(self.flights.values())
        self.disruptions = {row["eventId"]: row for row in around.disruptions(rows)}
        self.messages = around.messages(rows)

    def snapshot(self) -> Row:
        """`GET /v1/board`."""
        return {
            "date": self.date,
            "position": str(len(self.log)),
            "asOf": iso(NOW),
            "flightsLeftOut": self.left_out,
            "flights": list(self.flights.values()),
            "disruptions": list(self.disruptions.values()),
            "messages": self.messages[:100],
            "operations": self.operations,
        }

    def change(self, key: str, **values: Any) -> None:
        """A flight is written, and everybody hears of it."""
        row = self.flights[key]
        row = row | values | {"version": row["version"] + 1, "changedAt": iso(datetime.now(UTC))}
        self.flights[key] = row
        self.say("flight", row)

    def tell(self, key: str) -> None:
        """A message leaves."""
        row = around.message(self.flights[key], 0) | {"notificationId": uuid.uuid4().hex}
        self.messages.insert(0, row)
        self.say("message", row)

    def report(self, **values: Any) -> None:
        """Operations say something new."""
        self.operations = around.operations(**values)
        self.say("operations", self.operations)

    def disrupt(self, key: str, state: str) -> None:
        """The workflow of a flight moves."""
        row = around.disruption(self.flights[key], state, 0)
        self.disruptions[row["eventId"]] = row
        self.say("disruption", row)

    def say(self, event: str, row: Row) -> None:
        """One frame for everybody who listens."""
        self.log.append((str(len(self.log) + 1), event, row))
        for queue in self.listeners:
            queue.put_nowait(self.log[-1])

    def hang_up(self, *, forget: bool = False) -> None:
        """As when the process is replaced: every stream ends."""
        if forget:
            self.forgotten = True
            self.log.clear()
        for queue in self.listeners:
            queue.put_nowait(None)

    def mute(self, queues: Iterable[asyncio.Queue[Frame | None]]) -> None:
        """These streams stay open and say nothing more, not even that they live."""
        self.muted.update(queues)

    def take(self, key: str, idempotency_key: str, body: Row) -> str:
        """A command on a flight, applied at once; the id of its event."""
        event_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{key} {idempotency_key}"))
        said = flight_page.entry(body["eventType"], body["occurredAt"], None, body["data"], event_id)
        self.history_of(key).append(said)
        if body["eventType"] == "flight.cancelled":
            self.change(key, status="cancelled", disposition="CANCELLED", changes=["disposition"])
        elif body["eventType"] == "flight.gate_changed":
            self.change(key, gate=body["data"]["gate"], changes=["gate"])
        else:
            self.change(key, status="delayed", estimatedOut=body["data"]["estimatedOut"], changes=["delay"])
        return event_id

    def history_of(self, key: str) -> list[Row]:
        """Of one flight."""
        return self.history.setdefault(key, flight_page.first_history(self.flights[key]))

    def lines_of(self, key: str) -> list[Row]:
        """Who was told of a flight: nobody where nothing happened."""
        told = 12 if self.flights[key]["status"] in ("delayed", "cancelled") else 0
        return flight_page.lines(key, told) + [
            line for line in self.extra_lines.values() if line["flightKey"] == key
        ]

    def line(self, notification_id: str) -> Row | None:
        """One message, of whichever flight has it."""
        first = next(iter(self.flights))
        known = {line["notificationId"]: line for line in self.lines_of(first)}
        for row in self.messages:
            line = {"contactId": f"{0:032x}", "n": 1, "asOf": iso(NOW), "createdAt": row["at"]}
            known.setdefault(row["notificationId"], row | line)
        return known.get(notification_id)


def frame(position: str | None, event: str, row: Row) -> bytes:
    """As it goes over the wire."""
    head = f"id: {position}\n" if position is not None else ""
    return f"{head}event: {event}\ndata: {json.dumps(row, separators=(',', ':'))}\n\n".encode()
