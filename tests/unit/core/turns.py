"""Movements of one flight, and what it comes to in every order of arrival."""

from itertools import permutations
from typing import Any

from services.core.flight import registers as reg
from services.core.flight.derive import Derived, derive
from services.core.flight.event import FlightEvent
from services.core.flight.movement import Phase
from tests.unit.core.flights import at, event, scheduled

PHASES = [
    ("flight.boarding_started", "boardingAt", Phase.BOARDING),
    ("flight.gate_closed", "gateClosedAt", Phase.GATE_CLOSED),
    ("flight.off_block", "actualOut", Phase.OUT),
    ("flight.airborne", "actualOff", Phase.OFF),
    ("flight.landed", "actualOn", Phase.ON),
    ("flight.on_block", "actualIn", Phase.IN),
]


def settled(*events: FlightEvent) -> Derived:
    """What a flight with these events comes to: the same in every order of arrival."""
    outcomes = []
    for order in permutations([scheduled(), *events]):
        registers: reg.Registers = {}
        for one in order:
            registers, _ = reg.merge(registers, one)
        outcomes.append(derive(registers))
    assert all(one == outcomes[0] for one in outcomes)
    return outcomes[0]


def moved(seq: int, kind: str, minute: int, **data: Any) -> FlightEvent:
    """A movement that became true at this minute."""
    names = {name: field for name, field, _ in PHASES} | {
        "flight.returned_to_gate": "returnedToGateAt",
        "flight.returned_airborne": "returnedAirborneAt",
    }
    facts: dict[str, Any] = {names[kind]: at(minute), **data}
    return event(kind, seq, occurred=minute, **facts)


def out(seq: int, minute: int) -> FlightEvent:
    return moved(seq, "flight.off_block", minute)


def off(seq: int, minute: int) -> FlightEvent:
    return moved(seq, "flight.airborne", minute)


def landed(seq: int, minute: int) -> FlightEvent:
    return moved(seq, "flight.landed", minute)


def on_block(seq: int, minute: int) -> FlightEvent:
    return moved(seq, "flight.on_block", minute)


def cancelled(seq: int, minute: int) -> FlightEvent:
    return event("flight.cancelled", seq, occurred=minute, reason="WEAT")


def diverted(seq: int, minute: int) -> FlightEvent:
    return event("flight.diverted", seq, occurred=minute, airport="CLE")
