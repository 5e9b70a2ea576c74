"""Whether a run did the work it is credited with."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from local.replay.stream import ReplayEvent
from services.consumer.formats.canonical import decode_canonical
from services.core.flight import registers as reg
from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import dumps
from services.core.table.keys import flight_pk


class NotTheWork(Exception):
    """Figures of a run that left something out mean nothing."""


def prove(statistics: dict[str, Any], events: int, flights: int) -> None:
    """Every event has its history row, every flight its state, every signature was right.

    Raises NotTheWork.
    """
    items = statistics["items"]
    if (items.get("EVT"), items.get("STATE")) != (events, flights):
        raise NotTheWork(f"{events} events of {flights} flights went in, the table holds {items}")
    if statistics["signatures"]["wrong"] or not statistics["signatures"]["checked"]:
        raise NotTheWork(f"signatures: {statistics['signatures']}")
    if statistics["refused"]:
        raise NotTheWork(f"one consumer alone met other versions: {statistics['refused']}")
    if not statistics["entries"]:
        raise NotTheWork("nothing was published")


def prove_states(registers: dict[str, str], events: Iterable[ReplayEvent]) -> None:
    """The stored registers of every flight are what merging its events gives. Raises NotTheWork."""
    for pk, merged in _merged(events).items():
        if registers.get(pk) != merged:
            raise NotTheWork(f"{pk} holds other registers than its events give")


def _merged(events: Iterable[ReplayEvent]) -> dict[str, str]:
    by_flight: dict[str, list[FlightEvent]] = defaultdict(list)
    for event in events:
        by_flight[event.flight_key].append(decode_canonical(event.value))
    return {
        flight_pk(key): dumps(reg.to_json(step(FlightState(own[0].flight_key), own).after.registers))
        for key, own in by_flight.items()
    }
