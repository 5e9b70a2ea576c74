"""Cancelled, reinstated, diverted: what is legal, what is parked, what a flight that flew says of it."""

import pytest

from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.movement import Phase
from services.core.flight.truth import Disposition
from tests.unit.core.flights import event
from tests.unit.core.turns import cancelled, diverted, landed, moved, off, on_block, out, settled


@pytest.mark.parametrize(
    "before",
    [
        [],
        [moved(2, "flight.boarding_started", -30)],
        [moved(2, "flight.gate_closed", -10)],
        [out(2, 5)],
        [out(2, 5), moved(3, "flight.returned_to_gate", 20)],
        [off(2, 5), moved(3, "flight.returned_airborne", 20)],
    ],
)
def test_any_flight_not_in_the_air_can_be_cancelled(before: list[FlightEvent]) -> None:
    state = settled(*before, cancelled(9, 30))
    assert (state.disposition, state.public_status, state.conflicts) == (
        Disposition.CANCELLED,
        "cancelled",
        (),
    )


@pytest.mark.parametrize("flown", [off(2, 15), landed(2, 15), on_block(2, 15)])
def test_a_cancellation_after_take_off_is_parked_and_named(flown: FlightEvent) -> None:
    state = settled(flown, cancelled(3, 60))
    assert (state.disposition, state.conflicts) == (Disposition.OPERATING, ("cancelled_after_off",))


def test_a_cancelled_flight_is_reinstated_by_a_higher_count() -> None:
    boarding = moved(2, "flight.boarding_started", -40)
    back = settled(boarding, cancelled(3, -30), event("flight.reinstated", 4, occurred=-20))
    assert (back.phase, back.disposition) == (Phase.SCHEDULED, Disposition.OPERATING)
    assert settled(cancelled(4, -30), event("flight.reinstated", 3, occurred=-20)).disposition is (
        Disposition.CANCELLED
    )


@pytest.mark.parametrize(
    ("authority", "disposition"),
    [
        (Authority.AGGREGATOR, Disposition.CANCELLED),
        (Authority.AIRPORT, Disposition.OPERATING),
        (Authority.AIRLINE_OPS, Disposition.OPERATING),
    ],
)
def test_a_cancelled_flight_is_reinstated_by_another_source_of_higher_authority(
    authority: Authority, disposition: Disposition
) -> None:
    said = event("flight.cancelled", 5, source="atc", authority=Authority.ATC, occurred=-30)
    back = event("flight.reinstated", 1, source="other", authority=authority, occurred=-20)
    assert settled(said, back).disposition is disposition


def test_taking_off_while_cancelled_reinstates_and_names_the_conflict() -> None:
    state = settled(cancelled(2, -60), off(3, 12))
    assert (state.disposition, state.phase) == (Disposition.OPERATING, Phase.OFF)
    assert state.conflicts == ("cancelled_but_flew",)


def test_in_at_the_alternate_is_not_arrival() -> None:
    state = settled(off(2, 15), diverted(3, 60), landed(4, 100), on_block(5, 110))
    assert (state.phase, state.disposition, state.public_status) == (
        Phase.IN,
        Disposition.DIVERTED,
        "diverted",
    )
    assert state.truth.diverted_to == "CLE"


def test_a_diversion_that_continues_is_under_way_until_it_lands_again() -> None:
    alternate = [diverted(3, 60), landed(4, 100)]
    goes_on = event("flight.diversion_continued", 5, occurred=150)
    onward = settled(off(2, 15), *alternate, goes_on)
    assert (onward.phase, onward.disposition, onward.public_status) == (
        Phase.OFF,
        Disposition.OPERATING,
        "departed",
    )
    there = settled(off(2, 15), *alternate, goes_on, on_block(7, 240))
    assert (there.phase, there.public_status) == (Phase.IN, "arrived")
    assert settled(*alternate, goes_on).phase is Phase.OFF


def test_a_diversion_of_a_flight_that_came_back_is_over() -> None:
    state = settled(off(2, 15), diverted(3, 60), moved(4, "flight.returned_airborne", 80), off(5, 200))
    assert (state.phase, state.disposition) == (Phase.OFF, Disposition.OPERATING)
