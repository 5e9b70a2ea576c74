"""From one phase to another: what is legal, what is ignored, what is parked.

docs/verdicts.md lists the rows of the table, and which tests hold each.
"""

import pytest

from services.core.clock import MINUTE
from services.core.flight.event import FlightEvent
from services.core.flight.movement import Phase
from services.core.flight.truth import Disposition
from tests.unit.core.flights import OUT, at, delayed, event
from tests.unit.core.turns import PHASES, cancelled, diverted, landed, moved, off, on_block, out, settled


@pytest.mark.parametrize("number", range(len(PHASES)))
def test_skipping_forward_is_legal_and_what_was_passed_is_not_observed(number: int) -> None:
    kind, _, phase = PHASES[number]
    state = settled(moved(2, kind, 5))
    assert (state.phase, state.not_observed) == (phase, tuple(before for _, _, before in PHASES[:number]))


def test_a_phase_that_was_reported_counts_as_observed() -> None:
    state = settled(moved(2, "flight.boarding_started", -40), out(3, 5), on_block(4, 180))
    assert state.not_observed == (Phase.GATE_CLOSED, Phase.OFF, Phase.ON)


def test_a_long_delay_said_during_boarding_stops_it() -> None:
    boarding = moved(2, "flight.boarding_started", -30)
    assert settled(boarding, delayed(3, 50, occurred=-11)).phase is Phase.SCHEDULED
    assert settled(boarding, moved(4, "flight.gate_closed", -12), delayed(3, 50, occurred=-11)).phase is (
        Phase.SCHEDULED
    )


def test_a_short_delay_keeps_people_boarding() -> None:
    assert settled(moved(2, "flight.boarding_started", -30), delayed(3, 49, occurred=-11)).phase is (
        Phase.BOARDING
    )


def test_boarding_is_never_stopped_by_a_late_event() -> None:
    early = delayed(2, 120, occurred=-200)
    assert settled(moved(3, "flight.boarding_started", 80), early).phase is Phase.BOARDING


def test_boarding_begins_again_after_it_was_stopped() -> None:
    first, again = moved(2, "flight.boarding_started", -30), moved(4, "flight.boarding_started", 55)
    assert settled(first, delayed(3, 90, occurred=-20), again).phase is Phase.BOARDING


def test_out_goes_back_by_a_return_to_the_gate_only() -> None:
    assert settled(out(2, 5), delayed(3, 200, occurred=10)).phase is Phase.OUT
    back = settled(out(2, 5), moved(3, "flight.returned_to_gate", 20))
    assert (back.phase, back.disposition, back.truth.out) == (Phase.SCHEDULED, Disposition.RETURNED, None)


def test_off_does_not_go_back_by_a_return_to_the_gate() -> None:
    state = settled(out(2, 5), off(3, 15), moved(4, "flight.returned_to_gate", 30))
    assert (state.phase, state.disposition) == (Phase.OFF, Disposition.OPERATING)
    assert state.conflicts == ("returned_to_gate_after_off",)


def test_off_goes_back_by_a_return_from_the_air_with_a_landing_at_the_origin() -> None:
    flown = [out(2, 5), off(3, 15), moved(4, "flight.returned_airborne", 30)]
    assert settled(*flown).phase is Phase.SCHEDULED
    back = settled(*flown, landed(5, 45), on_block(6, 50))
    assert (back.phase, back.disposition, back.conflicts) == (Phase.SCHEDULED, Disposition.RETURNED, ())


def test_a_landing_back_at_the_origin_is_no_arrival_once_the_flight_has_left_again() -> None:
    state = settled(
        off(2, 15), moved(3, "flight.returned_airborne", 30), landed(4, 45), on_block(5, 50), out(6, 90)
    )
    assert (state.phase, state.disposition) == (Phase.OUT, Disposition.OPERATING)
    assert state.truth.out == OUT + 90 * MINUTE


def test_the_second_return_from_the_air_on_one_day_is_no_return_after_arrival() -> None:
    again = [off(5, 95), moved(6, "flight.returned_airborne", 120)]
    back = settled(moved(3, "flight.returned_airborne", 30), on_block(4, 50), *again)
    assert (back.phase, back.disposition, back.conflicts) == (Phase.SCHEDULED, Disposition.RETURNED, ())


def test_a_return_to_the_gate_after_a_return_from_the_air_is_no_conflict() -> None:
    back = settled(
        off(2, 15),
        moved(3, "flight.returned_airborne", 30),
        on_block(4, 50),
        moved(5, "flight.returned_to_gate", 52),
    )
    assert (back.phase, back.disposition, back.conflicts) == (Phase.SCHEDULED, Disposition.RETURNED, ())


def test_after_a_return_to_the_gate_a_landing_stands_for_the_departure_that_nobody_reported() -> None:
    state = settled(out(2, 5), moved(3, "flight.returned_to_gate", 20), landed(4, 200), on_block(5, 210))
    assert (state.phase, state.disposition) == (Phase.IN, Disposition.OPERATING)
    assert Phase.OUT in state.not_observed


@pytest.mark.parametrize(
    ("late", "conflict"),
    [
        (cancelled(9, 300), "cancelled_after_off"),
        (diverted(9, 300), "diverted_after_in"),
        (moved(9, "flight.returned_to_gate", 300), "returned_to_gate_after_off"),
        (moved(9, "flight.returned_airborne", 300), "returned_airborne_after_in"),
        (moved(9, "flight.boarding_started", 300), None),
        (delayed(9, 400, occurred=300), None),
    ],
)
def test_from_in_there_is_no_way_back(late: FlightEvent, conflict: str | None) -> None:
    state = settled(out(2, 5), off(3, 15), on_block(4, 200), late)
    assert (state.phase, state.disposition, state.public_status) == (
        Phase.IN,
        Disposition.OPERATING,
        "arrived",
    )
    assert state.truth.out == OUT + 5 * MINUTE
    assert state.conflicts == ((conflict,) if conflict else ())


def test_an_actual_time_is_corrected_by_a_later_event_of_its_source() -> None:
    fix = event("flight.off_block", 9, occurred=210, actualOut=at(7), correctionReason="SENSOR")
    state = settled(out(2, 5), on_block(4, 200), fix)
    assert (state.phase, state.truth.out) == (Phase.IN, OUT + 7 * MINUTE)
    assert state.facts["correctionReason"] == "SENSOR"


@pytest.mark.parametrize("kind", ["flight.off_block", "flight.airborne"])
def test_an_estimate_after_the_actual_time_is_ignored(kind: str) -> None:
    state = settled(moved(2, kind, 5), delayed(3, 90, occurred=20))
    assert state.truth.out in (OUT, OUT + 5 * MINUTE)
