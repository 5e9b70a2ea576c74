"""Phase, disposition, timeliness and public status follow from the registers."""

from typing import Any

import pytest

from services.core.flight.derive import Derived
from services.core.flight.event import FlightEvent
from services.core.flight.movement import Phase
from services.core.flight.truth import Disposition
from tests.unit.core.flights import OUT, at, delayed, event, run, scheduled

MINUTE = 60_000


def derived(*events: FlightEvent) -> Derived:
    return run([scheduled(), *events])[-1].derived


@pytest.mark.parametrize(
    ("event_type", "field", "phase", "status"),
    [
        ("flight.boarding_started", "boardingAt", Phase.BOARDING, "boarding"),
        ("flight.gate_closed", "gateClosedAt", Phase.GATE_CLOSED, "boarding"),
        ("flight.off_block", "actualOut", Phase.OUT, "departed"),
        ("flight.airborne", "actualOff", Phase.OFF, "departed"),
        ("flight.landed", "actualOn", Phase.ON, "departed"),
        ("flight.on_block", "actualIn", Phase.IN, "arrived"),
    ],
)
def test_each_movement_is_a_phase_and_skipping_forward_is_legal(
    event_type: str, field: str, phase: Phase, status: str
) -> None:
    facts: dict[str, Any] = {field: at(5)}
    state = derived(event(event_type, 2, **facts))
    assert (state.phase, state.public_status) == (phase, status)


def test_a_return_to_the_gate_takes_back_the_departure_until_it_leaves_again() -> None:
    off_block = event("flight.off_block", 2, actualOut=at(5))
    returned = event("flight.returned_to_gate", 3, returnedToGateAt=at(20), estimatedOut=at(60))
    again = event("flight.off_block", 4, actualOut=at(70))
    back = derived(off_block, returned)
    assert (back.phase, back.disposition, back.truth.out) == (
        Phase.SCHEDULED,
        Disposition.RETURNED,
        OUT + 60 * MINUTE,
    )
    left = derived(off_block, returned, again)
    assert (left.phase, left.disposition, left.truth.out) == (
        Phase.OUT,
        Disposition.OPERATING,
        OUT + 70 * MINUTE,
    )


def test_landing_back_at_the_origin_is_not_an_arrival() -> None:
    state = derived(
        event("flight.airborne", 2, actualOff=at(10)),
        event("flight.returned_airborne", 3, returnedAirborneAt=at(30)),
        event("flight.landed", 4, actualOn=at(50)),
        event("flight.on_block", 5, actualIn=at(55)),
    )
    assert (state.phase, state.disposition) == (Phase.SCHEDULED, Disposition.RETURNED)


def test_after_a_return_an_estimate_from_before_it_is_not_a_time() -> None:
    state = derived(
        delayed(2, 10),
        event("flight.off_block", 3, actualOut=at(12)),
        event("flight.returned_to_gate", 4, returnedToGateAt=at(25)),
    )
    assert state.truth.out is None
    assert state.timeliness == "UNKNOWN"


def test_a_cancelled_flight_that_flew_operates_and_says_that_feeds_conflict() -> None:
    state = derived(
        event("flight.cancelled", 2, occurred=-60), event("flight.airborne", 3, actualOff=at(5), occurred=5)
    )
    assert state.disposition is Disposition.OPERATING
    assert state.conflicts == ("cancelled_but_flew",)


def test_a_cancellation_after_take_off_is_parked_as_a_conflict() -> None:
    state = derived(
        event("flight.airborne", 2, actualOff=at(5), occurred=5), event("flight.cancelled", 3, occurred=60)
    )
    assert state.disposition is Disposition.OPERATING
    assert state.conflicts == ("cancelled_after_off",)


def test_a_flight_off_block_can_still_be_cancelled() -> None:
    state = derived(event("flight.off_block", 2, actualOut=at(5)), event("flight.cancelled", 3, occurred=60))
    assert (state.disposition, state.public_status) == (Disposition.CANCELLED, "cancelled")


def test_on_block_at_the_alternate_is_not_arrived() -> None:
    state = derived(event("flight.diverted", 2, airport="CLE"), event("flight.on_block", 3, actualIn=at(120)))
    assert (state.disposition, state.public_status) == (Disposition.DIVERTED, "diverted")
    assert state.truth.diverted_to == "CLE"


def test_an_estimate_after_the_actual_time_is_ignored() -> None:
    state = derived(event("flight.off_block", 2, actualOut=at(5)), delayed(3, 90))
    assert state.truth.out == OUT + 5 * MINUTE


@pytest.mark.parametrize(
    ("minutes", "timeliness", "delay"),
    [(-3, "EARLY", -3), (0, "ON_TIME", 0), (14, "ON_TIME", 14), (15, "DELAYED", 15)],
)
def test_delayed_begins_at_fifteen_minutes(minutes: int, timeliness: str, delay: int) -> None:
    state = derived(delayed(2, minutes))
    assert (state.timeliness, state.delay_minutes) == (timeliness, delay)
