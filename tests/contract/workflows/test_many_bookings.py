"""Two thousand five hundred bookings: more than any aircraft holds, so that no limit is near in one."""

import pytest

from services.core.booking.booking import BookingStatus
from services.core.contracts import detail_types as types
from tests.contract.workflows.cabin import Cabin
from tests.contract.workflows.driver import Driver

pytestmark = [pytest.mark.emulator, pytest.mark.long, pytest.mark.timeout(600)]

BOOKINGS = 2_500
# Standard workflows end at this many events; the embedded AWS does not write those inside a Map.
HISTORY_LIMIT = 25_000
EVENTS_PER_BATCH = 12  # iteration started and succeeded, the task's six, both states entered and left


def test_every_one_of_them_is_marked_and_told_once(workflows: Driver, cabin: Cabin) -> None:
    flight = cabin.flight()
    bookings = cabin.book(flight, count=BOOKINGS)
    event = workflows.event(flight, types.FLIGHT_CANCELLED)
    execution = workflows.start(event, "CancellationStateMachineArn")
    assert workflows.ended(execution, limit_seconds=500) == "SUCCEEDED"
    assert cabin.standing(flight) == {BookingStatus.NEEDS_REBOOKING.value: BOOKINGS}
    counts = cabin.counts(event)
    assert (counts["bookings"], counts["marked"], counts["contacts"]) == (BOOKINGS,) * 3
    assert sorted(workflows.told(event)) == sorted(f"c-{booking}" for booking in bookings)
    batches = 2 * BOOKINGS // 20
    assert workflows.events_of(execution) + batches * EVENTS_PER_BATCH < HISTORY_LIMIT / 4
