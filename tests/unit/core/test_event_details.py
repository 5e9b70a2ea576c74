"""Every flight event that any history brings about is as the catalogue in docs/events says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contracts.envelope import seal
from services.core.flight.event import FlightEvent
from services.core.flight.state import Step
from tests.event_schemas import misfits
from tests.unit.core.flights import delayed, event, gate, histories, run, scheduled

EACH_TYPE = (
    [scheduled()],
    [delayed(2, 45), gate(3, "B7")],
    [delayed(4, 0)],
    [event("flight.cancelled", 5, reason="WEAT")],
    [event("flight.reinstated", 6)],
    [event("flight.diverted", 7, airport="DTW")],
)


@given(st.lists(histories(), max_size=3))
def test_whatever_is_announced_fits_its_schema(folds: list[list[FlightEvent]]) -> None:
    assert [line for step in run(*folds) for line in _lines(step)] == []


def test_each_type_of_flight_event_is_announced_and_fits() -> None:
    steps = run(*EACH_TYPE)
    assert [line for step in steps for line in _lines(step)] == []
    assert {each.detail_type for step in steps for each in step.announcements} == {
        *("flight.status_changed", "flight.delayed", "flight.gate_changed", "flight.delay_cleared"),
        *("flight.cancelled", "flight.reinstated", "flight.diverted"),
    }


@pytest.mark.parametrize("wrong", [{"severity": "huge"}, {"delayMinutes": "45"}, {"passengerName": "Ann"}])
def test_a_detail_that_does_not_fit_is_found(wrong: dict[str, object]) -> None:
    step = run(*EACH_TYPE[:2])[-1]
    late = step.announcements[0]
    spoilt = replace(step, announcements=(replace(late, data=late.data | wrong),))
    assert len(_lines(spoilt)) == 1


def _lines(step: Step) -> list[str]:
    said = [(each.detail_type, _detail(each.detail_type, each.data)) for each in step.announcements]
    return [line for detail_type, detail in said for line in misfits(detail_type, detail)]


def _detail(detail_type: str, data: dict[str, object]) -> dict[str, object]:
    envelope = seal(
        key="UA-0207-2013-03-08-EWR-1",
        ver=1,
        detail_type=detail_type,
        data=data,
        cause=scheduled(),
        as_of=0,
        topic="flight-operations",
        partition=0,
        last_offset=1,
    )
    return dict(envelope.detail)
