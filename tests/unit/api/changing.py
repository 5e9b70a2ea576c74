"""What the consumer, the workflows and the messenger write, as the stream handler tells the board of it."""

import json
from collections.abc import Sequence
from itertools import count
from typing import Any

from services.core.clock import Instant, format_instant
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.table.change_item import flight_change, notification_change, run_change
from services.core.table.flight_item import Outbox, flight_item
from tests.unit.api.world import EVENTS, KEY, NOW, STATUS_SHARDS, World, event

_numbers = count(1)


def number() -> str:
    """That of the next write."""
    return str(next(_numbers))


def flight(ver: int, key: FlightKey = KEY, events: Sequence[FlightEvent] = EVENTS, gate: str = "A5") -> Any:
    """STATE of a flight at a version, at a gate."""
    moved = event(9, "flight.gate_changed", "2013-03-08T13:30:00Z", {"gate": gate})
    done = step(FlightState(key), [*events, moved])
    item = flight_item(done.after, done.derived, Outbox("flight-operations", 3, 41), NOW, STATUS_SHARDS)
    return item | {"ver": ver}


def write_flight(world: World, ver: int, at: Instant | None = None, **changes: Any) -> dict[str, Any]:
    """The consumer writes, and the handler puts the change into the feed at this time of the wall clock."""
    state = flight(ver, **changes)
    before = world.table.items.get((state["PK"], state["SK"]))
    world.table.put(state)
    when = world.wall.now() if at is None else at
    item = flight_change(state, before, number(), when).item(when)
    world.table.put(item)
    return item


def write_message(world: World, identity: str, source: str | None = "template") -> None:
    """The messenger tells somebody."""
    record = {"flightKey": str(KEY), "notificationId": identity, "kind": "delay", "channel": "sms"}
    now = world.wall.now()
    world.table.put(notification_change(record | {"source": source}, number(), now).item(now))


def write_run(
    world: World,
    status: str,
    event_id: str = "e1",
    detail_type: str = "flight.delayed",
    aware: Instant = NOW,
    **more: Any,
) -> dict[str, Any]:
    """A workflow writes how it stands."""
    started = {"detail-type": detail_type, "detail": {"occurredAt": format_instant(aware)}}
    run = {"flightKey": str(KEY), "eventId": event_id, "status": status, "attempts": 1, **more}
    now = world.wall.now()
    item = run_change(run | {"input": json.dumps(started)}, number(), now).item(now)
    world.table.put(item)
    return item
