"""Every Catch of the cancellation workflow, which has all the steps: each leads to a recorded failure."""

from typing import Any

import pytest

from services.core.booking.booking import BookingStatus
from services.core.contracts import detail_types as types
from tests.contract.emulator.waiting import eventually
from tests.contract.workflows.cabin import Cabin
from tests.contract.workflows.driver import Driver, Event

pytestmark = pytest.mark.emulator

MACHINE = "CancellationStateMachineArn"
BROKEN = "{% $error('broken by the test') %}"
STEPS = (
    "ClaimRun", "PageBookings", "MarkBookings", "PageContacts", "TellBatches", "AnnounceOutcome", "FinishRun",
)  # fmt: skip


@pytest.fixture
def event(workflows: Driver, cabin: Cabin) -> Event:
    """The cancellation of a flight with two bookings."""
    flight = cabin.flight()
    cabin.book(flight, count=2)
    return workflows.event(flight, types.FLIGHT_CANCELLED)


def breaking(*names: str) -> Any:
    """A change that makes these steps fail whenever a run comes to them."""

    def change(states: dict[str, Any]) -> None:
        for name in names:
            states[name]["Items" if states[name]["Type"] == "Map" else "Arguments"] = BROKEN

    return change


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_is_announced_recorded_and_made_good_by_the_next_run(
    step: str, event: Event, workflows: Driver, cabin: Cabin
) -> None:
    with workflows.changed(MACHINE, breaking(step)):
        execution = workflows.start(event, MACHINE)
        assert workflows.ended(execution) == "FAILED"
    record = workflows.record(event)
    assert (record["status"], record["execution"]) == ("FAILED", execution)
    assert record["error"] == "States.QueryEvaluationError"
    assert event["detail"]["eventId"] in workflows.due()
    (failure,) = workflows.failures(event)
    assert failure["detail"]["data"]["execution"] == execution
    assert workflows.run(event, MACHINE) == "SUCCEEDED"
    flight = event["detail"]["flightKey"]
    assert cabin.standing(flight) == {BookingStatus.NEEDS_REBOOKING.value: 2}
    assert len(set(workflows.told(event))) == 2
    assert workflows.record(event)["status"] == "DONE"


@pytest.mark.parametrize("step", ["NotifyFailure", "RecordFailure"])
def test_a_failure_that_the_workflow_cannot_report_is_reported_for_it(
    step: str, event: Event, workflows: Driver
) -> None:
    with workflows.changed(MACHINE, breaking("PageContacts", step)):
        execution = workflows.start(event, MACHINE)
        assert workflows.ended(execution) == "FAILED"
        record = workflows.record_when(event, status="FAILED")
    assert record["execution"] == execution
    assert event["detail"]["eventId"] in workflows.due()
    reported = eventually(lambda: workflows.failures(event))
    assert {failure["detail"]["data"]["execution"] for failure in reported} == {execution}


@pytest.mark.parametrize(
    ("outer", "inner", "cause"),
    [
        ("MarkBookings", "MarkBatch", "0 batches and 0 contacts and 2 bookings failed"),
        ("TellBatches", "TellBatch", "1 batches and 2 contacts and 0 bookings failed"),
    ],
)
def test_a_batch_that_fails_is_caught_inside_its_map(
    outer: str, inner: str, cause: str, event: Event, workflows: Driver
) -> None:
    def change(states: dict[str, Any]) -> None:
        states[outer]["ItemProcessor"]["States"][inner]["Arguments"] = BROKEN

    with workflows.changed(MACHINE, change):
        assert workflows.run(event, MACHINE) == "FAILED"
    said, _, error = workflows.record(event)["cause"].partition(": ")
    assert said == cause
    assert error, "the batch never reached its function, so nobody else can say why"


def test_every_catch_of_the_workflow_is_in_this_file(workflows: Driver) -> None:
    def look(states: dict[str, Any]) -> None:
        caught = {name for name, state in states.items() if "Catch" in state}
        assert caught == {*STEPS, "NotifyFailure", "RecordFailure"}

    with workflows.changed(MACHINE, look):
        pass
