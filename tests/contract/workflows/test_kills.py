"""A cancellation workflow that dies anywhere: the sweeper alone sees every booking marked and everybody told.

All Lambdas are the real ones. A held step makes the place of the death certain.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from services.core.booking.booking import BookingStatus
from services.core.contracts import detail_types as types
from tests.contract.emulator.waiting import eventually
from tests.contract.workflows.cabin import OPERATING, Cabin
from tests.contract.workflows.driver import LONG_AGO, Driver, Event

pytestmark = pytest.mark.emulator

MACHINE = "CancellationStateMachineArn"
NEEDS = BookingStatus.NEEDS_REBOOKING.value
BOOKINGS = 12
PAGE, BATCH = 6, 2
PATIENCE_SECONDS = 60.0
HELD_SECONDS = 9000

Change = Callable[[dict[str, Any]], None]


def small_pages(states: dict[str, Any]) -> None:
    """Two pages of three batches, one batch after the other."""
    for name, state in states.items():
        if name.startswith("Page"):
            state["Arguments"] = state["Arguments"].replace("'Limit': 100", f"'Limit': {PAGE}")
            state["Assign"]["batches"] = state["Assign"]["batches"].replace(", 20)", f", {BATCH})")
        if state["Type"] == "Map":
            state["MaxConcurrency"] = 1


def held_before(step: str) -> Change:
    """A run that comes to this step for the first time stops there."""

    def change(states: dict[str, Any]) -> None:
        small_pages(states)
        for state in list(states.values()):
            for holder in (state, *state.get("Choices", ())):
                for name in ("Next", "Default"):
                    if holder.get(name) == step:
                        holder[name] = "Held"
        states["Held"] = {"Type": "Wait", "Seconds": HELD_SECONDS, "Next": step}

    return change


def held_at_batch(step: str, task: str, of: str) -> Change:
    """The batch with this id stops before its function is called."""

    def change(states: dict[str, Any]) -> None:
        small_pages(states)
        inner = states[step]["ItemProcessor"]
        inner["StartAt"] = "Which"
        condition = "{% $count([$states.input][$ = '" + of + "']) > 0 %}"
        choices = [{"Condition": condition, "Next": "Held"}]
        inner["States"]["Which"] = {"Type": "Choice", "Choices": choices, "Default": task}
        inner["States"]["Held"] = {"Type": "Wait", "Seconds": HELD_SECONDS, "Next": task}

    return change


@pytest.mark.parametrize(
    "step", ["PageBookings", "AnotherPageOfBookings", "PageContacts", "AnotherPage", "FinishRun"]
)
def test_a_run_killed_before_a_step_is_finished_by_the_sweeper(
    step: str, pipeline: Driver, full: Cabin
) -> None:
    event, contacts = _cancellation(pipeline, full)
    with pipeline.changed(MACHINE, held_before(step)):
        execution = pipeline.start(event, MACHINE)
        eventually(lambda: "Held" in pipeline.entered(execution), PATIENCE_SECONDS)
        _kill(pipeline, execution, event)
    _sweep_to_the_end(pipeline, event)
    _everything_is_done(pipeline, full, event, contacts)


def test_a_run_killed_in_the_middle_of_a_page_of_bookings_is_finished_by_the_sweeper(
    pipeline: Driver, full: Cabin
) -> None:
    event, contacts = _cancellation(pipeline, full)
    flight = event["detail"]["flightKey"]
    third = sorted(_bookings(full, flight))[2]
    with pipeline.changed(MACHINE, held_at_batch("MarkBookings", "MarkBatch", third)):
        execution = pipeline.start(event, MACHINE)
        eventually(lambda: full.standing(flight).get(NEEDS) == BATCH, PATIENCE_SECONDS)
        _kill(pipeline, execution, event)
    assert full.standing(flight)[NEEDS] == BATCH
    assert _told(pipeline, flight) == {}
    _sweep_to_the_end(pipeline, event)
    _everything_is_done(pipeline, full, event, contacts)


def test_a_run_killed_after_half_a_page_of_batches_is_finished_by_the_sweeper(
    pipeline: Driver, full: Cabin
) -> None:
    event, contacts = _cancellation(pipeline, full)
    flight = event["detail"]["flightKey"]
    with pipeline.changed(MACHINE, held_at_batch("TellBatches", "TellBatch", sorted(contacts)[2])):
        execution = pipeline.start(event, MACHINE)
        eventually(lambda: len(_told(pipeline, flight)) == BATCH, PATIENCE_SECONDS)
        _kill(pipeline, execution, event)
    assert _told(pipeline, flight).keys() == set(sorted(contacts)[:BATCH])
    _sweep_to_the_end(pipeline, event)
    _everything_is_done(pipeline, full, event, contacts)


def test_a_run_of_which_not_even_the_death_was_reported_is_finished_when_its_lease_is_over(
    pipeline: Driver, full: Cabin
) -> None:
    event, contacts = _cancellation(pipeline, full)
    with pipeline.changed(MACHINE, held_before("PageContacts")):
        execution = pipeline.start(event, MACHINE)
        eventually(lambda: "Held" in pipeline.entered(execution), PATIENCE_SECONDS)
        _kill(pipeline, execution, event)
    pipeline.overwrite(event, status="RUNNING", leaseUntil=LONG_AGO)
    _sweep_to_the_end(pipeline, event)
    _everything_is_done(pipeline, full, event, contacts)


def test_a_flight_reinstated_while_its_cancellation_was_dead_ends_without_a_mark(
    pipeline: Driver, full: Cabin
) -> None:
    event, _ = _cancellation(pipeline, full)
    flight = event["detail"]["flightKey"]
    with pipeline.changed(MACHINE, held_before("AnotherPageOfBookings")):
        execution = pipeline.start(event, MACHINE)
        eventually(lambda: "Held" in pipeline.entered(execution), PATIENCE_SECONDS)
        _kill(pipeline, execution, event)
    assert full.standing(flight)[NEEDS] == PAGE
    full.announce(flight, OPERATING, ver=6)
    _sweep_to_the_end(pipeline, event)
    assert full.standing(flight) == {BookingStatus.CONFIRMED.value: BOOKINGS}


def _cancellation(pipeline: Driver, full: Cabin) -> tuple[Event, list[str]]:
    flight = full.flight()
    contacts = [sha256(f"{flight}{number}".encode()).hexdigest()[:32] for number in range(BOOKINGS)]
    full.reach(contacts)
    full.book(flight, count=BOOKINGS, contacts=contacts)
    return pipeline.event(flight, types.FLIGHT_CANCELLED), contacts


def _kill(pipeline: Driver, execution: str, event: Event) -> None:
    pipeline.client("stepfunctions").stop_execution(executionArn=execution)
    pipeline.record_when(event, status="FAILED")


def _sweep_to_the_end(pipeline: Driver, event: Event) -> None:
    pipeline.let_time_pass(event)
    assert pipeline.sweep()["restarted"] == 1
    eventually(lambda: pipeline.record(event).get("status") == "DONE", PATIENCE_SECONDS)


def _everything_is_done(pipeline: Driver, full: Cabin, event: Event, contacts: list[str]) -> None:
    flight = event["detail"]["flightKey"]
    assert full.standing(flight) == {NEEDS: BOOKINGS}
    assert all(full.status(booking) == NEEDS for booking in _bookings(full, flight))
    assert _told(pipeline, flight) == {contact: {1} for contact in contacts}, "each once"
    announced = {item["detail"]["bookingId"] for item in pipeline.rebooking(flight)}
    assert announced == set(_bookings(full, flight))
    assert pipeline.sweep()["restarted"] == 0


def _told(pipeline: Driver, flight: str) -> dict[str, set[int]]:
    told: dict[str, set[int]] = {}
    for line in pipeline.sink("SinkLogGroupSms"):
        if line["detail"]["flightKey"] == flight:
            told.setdefault(line["detail"]["contactId"], set()).add(line["detail"]["n"])
    return told


def _bookings(full: Cabin, flight: str) -> list[str]:
    return sorted(full.bookings(flight))
