"""Whom a workflow reaches, decided by the real messenger behind the deployed machine."""

import json
from hashlib import sha256

import pytest

from services.core.booking.booking import BookingStatus
from services.core.contracts import detail_types as types
from tests.contract.workflows.cabin import CANCELLED, OPERATING, Cabin
from tests.contract.workflows.driver import Driver

pytestmark = pytest.mark.emulator


@pytest.mark.parametrize(
    ("phase", "told"),
    [("SCHEDULED", 1), ("BOARDING", 1), ("GATE_CLOSED", 0), ("OUT", 0), ("IN", 0)],
)
def test_a_gate_is_told_to_those_who_still_have_to_pass_it(
    phase: str, told: int, pipeline: Driver, full: Cabin
) -> None:
    flight = full.flight(OPERATING, gate="B7", phase=phase)
    _booked(full, flight)
    event = pipeline.event(flight, types.FLIGHT_GATE_CHANGED)
    assert pipeline.run(event, "GateChangeStateMachineArn") == "SUCCEEDED"
    counts = json.loads(pipeline.record(event)["counts"])
    assert (counts["told"], counts["quiet"]) == (told, 1 - told)
    assert len(_messages(pipeline, flight)) == told


def test_people_whose_booking_is_being_marked_are_told_and_those_who_gave_up_theirs_are_not(
    pipeline: Driver, full: Cabin
) -> None:
    flight = full.flight(CANCELLED)
    stays = _booked(full, flight)
    _booked(full, flight, BookingStatus.CANCELLED)
    event = pipeline.event(flight, types.FLIGHT_CANCELLED)
    assert pipeline.run(event, "CancellationStateMachineArn") == "SUCCEEDED"
    assert full.standing(flight) == {"NEEDS_REBOOKING": 1, "CANCELLED": 1}
    assert [message["detail"]["contactId"] for message in _messages(pipeline, flight)] == [stays]


def _booked(full: Cabin, flight: str, status: BookingStatus = BookingStatus.CONFIRMED) -> str:
    contact = sha256(f"{flight}{status}".encode()).hexdigest()[:32]
    full.reach([contact])
    full.book(flight, status=status, contacts=[contact])
    return contact


def _messages(pipeline: Driver, flight: str) -> list[dict[str, dict[str, str]]]:
    return [line for line in pipeline.sink("SinkLogGroupSms") if line["detail"]["flightKey"] == flight]
