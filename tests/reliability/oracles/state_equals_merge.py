"""The registers of every flight are the merge of its events."""

from collections import defaultdict

from services.core.flight import registers
from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import dumps
from tests.reliability.observed import Observed


def state_equals_merge(observed: Observed) -> list[str]:
    """Compared as the table holds them."""
    by_flight: defaultdict[str, list[FlightEvent]] = defaultdict(list)
    for _, event in observed.events():
        by_flight[str(event.flight_key)].append(event)
    if not by_flight:
        return ["no events: there is nothing to merge"]
    stored = {item["flightKey"]: item["registers"] for item in observed.writes}
    return [
        f"{key} is not the merge of its {len(events)} events"
        for key, events in by_flight.items()
        if stored.get(key) != _merged(events)
    ]


def _merged(events: list[FlightEvent]) -> str:
    return dumps(registers.to_json(step(FlightState(events[0].flight_key), events).after.registers))
