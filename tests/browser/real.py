"""The real API on fakes of what is behind it, and a stand-in for the consumer, which writes as it would."""

import json
import time
import urllib.request
from dataclasses import replace
from typing import Any

from services.api.live.hub import Pace
from services.core.clock import parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey
from services.core.table.history_item import history_item
from tests.browser.serving import Serving
from tests.unit.api.changing import write_flight
from tests.unit.api.world import EVENTS, KEY, FixedClock, World

FLIGHTS = 30


class RealBoard:
    """Thirty flights; UA207 is the only one with messages."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.wall, world.pace = FixedClock(), Pace(poll=0.1, members=0.5)
        self._events = {key: [replace(one, flight_key=key) for one in EVENTS] for key in _keys()}
        self._gates = dict.fromkeys(self._events, "A5")
        self.serving = Serving(world.app)
        for key in self._events:
            self._write(key)

    def move(self, key: FlightKey, gate: str) -> None:
        """The consumer has merged another gate. On the server's loop."""
        self._gates[key] = gate
        self._events[key].append(replace(self._events[key][-1], event_id=f"moved-to-{gate}"))
        self._write(key)

    def consume(self) -> None:
        """Merges what the API has put into the topic. On the server's loop."""
        while self.world.log.records:
            record = self.world.log.records.pop(0)
            said = _event(json.loads(record.value))
            self._events[said.flight_key].append(said)
            self.world.table.put(history_item(said))
            self._write(said.flight_key)

    def table(self) -> dict[str, Any]:
        """Every flight as a new reader gets it."""
        with urllib.request.urlopen(f"{self.serving.url}v1/board", timeout=20) as answer:  # noqa: S310
            return {row["flightKey"]: row for row in json.load(answer)["flights"]}

    def _write(self, key: FlightKey) -> None:
        events = self._events[key]
        self.world.wall.instant = time.time_ns() // 1_000_000
        write_flight(self.world, len(events), key=key, events=events, gate=self._gates[key])


def _keys() -> list[FlightKey]:
    return [KEY, *(replace(KEY, number=1000 + number) for number in range(1, FLIGHTS))]


def _event(said: dict[str, Any]) -> FlightEvent:
    return FlightEvent(
        event_id=said["eventId"],
        event_type=said["eventType"],
        source=said["source"],
        authority=Authority[said["sourceAuthority"]],
        flight_key=FlightKey.parse(said["flightKey"]),
        seq=said["flightSeq"],
        occurred_at=parse_instant(said["occurredAt"]),
        published_at=parse_instant(said["publishedAt"]),
        correlation_id=said["correlationId"],
        facts=facts_of(said["eventType"], said["data"]),
        provenance=said["provenance"],
    )
