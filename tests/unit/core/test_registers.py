"""The merge ends in the same state whatever the order, however often each event arrives."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.flight import registers as reg
from services.core.flight.authority import Authority
from services.core.flight.derive import derive
from services.core.flight.event import FlightEvent
from tests.unit.core.flights import at, delayed, event, gate, histories, scheduled


def merged(events: list[FlightEvent]) -> reg.Registers:
    registers: reg.Registers = {}
    for one in events:
        registers, _ = reg.merge(registers, one)
    return registers


SCENARIOS = {
    "two sources of different authority": [
        scheduled(),
        gate(2, "A6"),
        gate(1, "B7", source="airport.EWR", authority=Authority.AIRPORT, occurred=-300),
        delayed(2, 50, source="airport.EWR", authority=Authority.AIRPORT, occurred=-10),
        delayed(3, 20),
    ],
    "missing seq": [
        scheduled(),
        delayed(2, 40, occurred=-120),
        delayed(None, 90, occurred=-60, source="desk"),
        delayed(None, 30, occurred=-30, source="desk"),
    ],
    "return to gate": [
        scheduled(),
        event("flight.off_block", 2, actualOut=at(5)),
        event("flight.returned_to_gate", 3, returnedToGateAt=at(20)),
        event("flight.off_block", 4, actualOut=at(70)),
    ],
    "reinstatement": [
        scheduled(),
        event("flight.cancelled", 2, reason="WEAT"),
        event("flight.reinstated", 3, estimatedOut=at(45)),
    ],
    "cancelled but flew": [
        scheduled(),
        event("flight.cancelled", 2, reason="WEAT", occurred=-90),
        event("flight.airborne", 3, actualOff=at(12), occurred=12),
    ],
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_permutation_with_duplicates_and_stale_events_ends_equal(name: str) -> None:
    events = SCENARIOS[name]
    expected = merged(events)
    for order in permutations(events):
        for repeated in order:
            state = merged([*order, repeated, order[0]])
            assert state == expected
            assert derive(state) == derive(expected)


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_with_any_duplicates_ends_in_equal_registers(events: list[FlightEvent], random) -> None:  # type: ignore[no-untyped-def]
    again = [*events, *random.choices(events, k=len(events))]
    random.shuffle(again)
    assert merged(again) == merged(events)


@given(histories(), histories(), histories())
def test_join_is_commutative_associative_and_idempotent(
    a: list[FlightEvent], b: list[FlightEvent], c: list[FlightEvent]
) -> None:
    x, y, z = merged(a), merged(b), merged(c)
    assert reg.join(x, y) == reg.join(y, x)
    assert reg.join(x, reg.join(y, z)) == reg.join(reg.join(x, y), z)
    assert reg.join(x, x) == x


@given(histories())
def test_registers_survive_storage(events: list[FlightEvent]) -> None:
    registers = merged(events)
    assert reg.from_json(reg.to_json(registers)) == registers


def test_an_event_twice_changes_nothing_the_second_time() -> None:
    registers, first = reg.merge({}, delayed(2, 40))
    again, second = reg.merge(registers, delayed(2, 40))
    assert first == {"estimatedOut", "nextInfoAt"}
    assert second == frozenset()
    assert again is registers


def test_stale_is_a_verdict_on_a_field_not_on_an_event() -> None:
    newer = event("flight.gate_changed", 5, gate="B7")
    older = event("flight.gate_changed", 4, gate="A6", terminal="B")
    registers, _ = reg.merge({}, newer)
    registers, changed = reg.merge(registers, older)
    assert changed == {"terminal"}
    assert reg.values(registers) == {"gate": "B7", "terminal": "B"}


def test_the_airport_knows_its_gates_and_the_airline_its_times() -> None:
    registers = merged(
        [
            gate(9, "A6", occurred=-1),
            gate(1, "B7", source="airport.EWR", authority=Authority.AIRPORT, occurred=-500),
            delayed(1, 30, occurred=-500),
            delayed(9, 90, source="airport.EWR", authority=Authority.AIRPORT, occurred=-1),
        ]
    )
    assert reg.values(registers)["gate"] == "B7"
    assert reg.values(registers)["estimatedOut"] == delayed(1, 30).facts["estimatedOut"]


def test_counts_of_two_sources_are_never_compared() -> None:
    desk = delayed(None, 30, source="api", occurred=-120)
    feed = delayed(3, 90, occurred=-60)
    assert reg.values(merged([desk, feed]))["estimatedOut"] == feed.facts["estimatedOut"]
    assert reg.values(merged([feed, desk]))["estimatedOut"] == feed.facts["estimatedOut"]


def test_a_lower_authority_cannot_reinstate() -> None:
    registers = merged(
        [
            event("flight.cancelled", 1, reason="WEAT", occurred=-200),
            event("flight.reinstated", 7, source="agg", authority=Authority.AGGREGATOR, occurred=-10),
        ]
    )
    assert reg.values(registers)["cancelled"] is True
