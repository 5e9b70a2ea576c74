"""What a bug, a failing step or a drain costs: an event at most, and never a lane."""

from collections.abc import Sequence

import pytest

from services.consumer import lane_loop
from services.consumer.fold import FOLD_BYTES, Arrival
from services.consumer.fold import fold as real_fold
from services.consumer.ports import Write
from services.core.awsio.errors import Throttled
from services.core.clock import Instant
from services.core.flight.derive import Derived
from services.core.flight.state import FlightState, Step
from services.core.table.flight_item import StoredFlight
from tests.unit.consumer.building import (
    KEY,
    Surroundings,
    arrival,
    committable,
    delayed,
    failing,
    gate,
    queue,
    rounds,
    scheduled,
)


async def test_a_bug_in_the_merge_costs_one_event_and_spares_the_fold(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _merge_fails_on(monkeypatch, "event-2")
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)), arrival(2, gate(3, "B7")))

    await lane.run()

    assert [(one.offset, reason, n) for one, reason, n in around.dead_letters.records] == [
        (1, "handler_failed", 3)
    ]
    assert around.store.flight(KEY).state.published.gate == "B7"
    assert committable(epoch) == 3


async def test_an_event_is_done_only_when_the_dead_letter_topic_has_it(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _merge_fails_on(monkeypatch, "event-1")
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1)))
    seen: list[int | None] = []
    around.dead_letters.faults = [lambda: seen.append(committable(epoch))]

    await lane.run()

    assert seen == [None]
    assert committable(epoch) == 1


async def test_a_failing_flight_leaves_the_slots_to_others(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.store.before["read"] = [failing(Throttled("ThrottlingException"))] * 50
    queue(lane, epoch, arrival(0, scheduled(1)))

    await lane.run()

    assert committable(epoch) == 1
    assert around.metrics.retries.labels("Throttled")._value.get() == 50


async def test_a_draining_epoch_ends_what_has_begun_and_drops_the_rest(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1), size=FOLD_BYTES), arrival(1, delayed(2, 45)))
    around.store.after["write"] = [epoch.drain]

    await lane.run()

    assert around.bus.types == ["flight.status_changed"]
    assert committable(epoch) == 1


async def test_a_draining_epoch_does_not_wait_for_a_flight_that_fails(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)

    def drain_and_fail() -> None:
        epoch.drain()
        raise Throttled("ThrottlingException")

    around.store.before["write"] = [drain_and_fail]
    queue(lane, epoch, arrival(0, scheduled(1)))

    await lane.run()
    await rounds(3)

    assert committable(epoch) is None
    assert around.store.writes == []


async def test_a_fold_that_something_cut_short_is_taken_up_again(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _merge_fails_on(monkeypatch, "event-1")
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.dead_letters.faults = [failing(OSError("no dead-letter topic"))]
    queue(lane, epoch, arrival(0, scheduled(1)))
    with pytest.raises(OSError, match="no dead-letter topic"):
        await lane.run()
    assert lane.has_waiting

    await lane.run()

    assert [one.offset for one, _, _ in around.dead_letters.records] == [0]
    assert committable(epoch) == 1


def _merge_fails_on(monkeypatch: pytest.MonkeyPatch, event_id: str) -> None:
    def fold(
        stored: StoredFlight | None,
        start: FlightState,
        arrivals: Sequence[Arrival],
        as_of: Instant,
        known: Derived | None = None,
    ) -> tuple[Step, Write | None]:
        if any(one.event.event_id == event_id for one in arrivals):
            raise ZeroDivisionError("a bug")
        return real_fold(stored, start, arrivals, as_of, known)

    monkeypatch.setattr(lane_loop, "fold", fold)
