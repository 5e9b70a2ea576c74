"""The loop of a lane, clause by clause."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from services.consumer import lane_loop
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import FOLD_BYTES, Arrival
from services.consumer.fold import fold as real_fold
from services.consumer.lane_loop import LaneLoop
from services.consumer.ports import Write
from services.core.awsio.errors import Invalid, ServerFault, Throttled, Timeout
from services.core.clock import MINUTE, Instant
from services.core.flight.state import FlightState, Step
from services.core.flight.truth import Truth
from services.core.observability import correlation_id
from services.core.table.flight_item import StoredFlight
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    SCHEDULED,
    Surroundings,
    arrival,
    committable,
    delayed,
    event,
    gate,
    queue,
    rounds,
    scheduled,
)


def failing(error: Exception) -> Callable[[], None]:
    def fault() -> None:
        raise error

    return fault


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


async def test_a_new_flight_is_written_and_published_and_only_then_done(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled()), arrival(1, delayed(2, 45)))

    await lane.run()

    assert around.journal == [
        "read",
        "history event-1",
        "history event-2",
        "write 1",
        "publish flight.delayed",
        "publish flight.status_changed",
    ]
    assert committable(epoch) == 2
    stored = around.store.flight(KEY)
    assert (stored.outbox.topic, stored.outbox.partition, stored.outbox.last_offset) == (*PARTITION, 1)


async def test_a_warm_lane_reads_nothing_again(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    for offset, one in enumerate((scheduled(1), delayed(2, 45), gate(3, "B7"))):
        queue(lane, epoch, arrival(offset, one))
        await lane.run()

    assert around.store.reads == 1
    assert [write.state.ver for write in around.store.writes] == [1, 2, 3]
    assert committable(epoch) == 3


async def test_an_event_that_changes_nothing_leaves_its_history_row_before_it_is_done(
    around: Surroundings,
) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(5)))
    await lane.run()
    stale = scheduled(2)
    around.store.before["history"] = [failing(Throttled("ThrottlingException"))]
    queue(lane, epoch, arrival(1, stale))

    await lane.run()

    assert len(around.store.writes) == 1
    assert len(around.store.history) == 2
    assert committable(epoch) == 2
    assert around.metrics.duplicates._value.get() == 1


async def test_history_that_cannot_be_written_holds_the_write_back(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.store.before["history"] = [failing(ServerFault("InternalServerError"))] * 2
    queue(lane, epoch, arrival(0, scheduled()))

    await lane.run()

    assert around.journal.index("history event-1") < around.journal.index("write 1")
    assert len(around.store.writes) == 1


async def test_only_entries_that_failed_are_sent_again(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.bus.throttle_next = {"flight.gate_changed"}
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    queue(lane, epoch, arrival(2, delayed(3, 90)), arrival(3, gate(4, "B7")))

    await lane.run()

    assert around.bus.types.count("flight.delayed") == 2
    assert around.bus.types.count("flight.gate_changed") == 1
    assert committable(epoch) == 4


async def test_a_refused_entry_is_dead_lettered_and_counts_as_acknowledged(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.bus.refuse = {"flight.delayed"}
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))

    await lane.run()

    assert [refusal.envelope.detail_type for refusal in around.dead_letters.envelopes] == ["flight.delayed"]
    assert around.bus.types == ["flight.status_changed"]
    assert len(around.store.writes) == 1, "no mark is written into the state"
    assert committable(epoch) == 2


async def test_a_failed_condition_drops_the_item_and_reads_again(around: Surroundings) -> None:
    first, second = around.epoch(), around.epoch(number=2)
    lane, rival = around.lane(first), around.lane(second)
    queue(lane, first, arrival(0, scheduled(1)))
    await lane.run()
    queue(rival, second, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await rival.run()
    queue(lane, first, arrival(1, delayed(2, 45)), arrival(2, gate(3, "B7")))

    await lane.run()

    assert around.metrics.conflicts._value.get() == 1
    assert around.store.flight(KEY).state.published == Truth(
        out=SCHEDULED + 45 * MINUTE, gate="B7", terminal="A"
    )
    assert committable(first) == 3


@pytest.mark.parametrize("applied", [True, False])
async def test_a_write_of_unknown_outcome_is_read_back(around: Surroundings, applied: bool) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    plan = around.store.after if applied else around.store.before
    plan["write"] = [failing(Timeout("Timeout"))]
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))

    await lane.run()

    assert around.store.reads == 2
    assert [write.state.ver for write in around.store.writes] == [1]
    assert sorted(around.bus.types) == ["flight.delayed", "flight.status_changed"]
    assert committable(epoch) == 2


async def test_a_late_write_that_lands_after_the_reading_is_met_by_the_condition(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.store.before["write"] = [failing(Timeout("Timeout"))]
    queue(lane, epoch, arrival(0, scheduled(1)))
    late: list[Write] = []
    original = around.store.write

    async def write(one: Write) -> None:
        late.append(one)
        if len(late) == 2:
            around.store.apply(late[0])  # the request of the first attempt arrives only now
        await original(one)

    monkeypatch.setattr(around.store, "write", write)

    await lane.run()

    assert [one.state.ver for one in around.store.writes] == [1]
    assert around.bus.types == ["flight.status_changed"]
    assert committable(epoch) == 1


async def test_an_outbox_below_a_committed_offset_is_proven(around: Surroundings) -> None:
    before = around.epoch()
    lane = around.lane(before)
    queue(lane, before, arrival(0, scheduled(1)))
    await lane.run()
    around.bus.accepted.clear()
    after = around.epoch(committed=1, number=2)
    lane = around.lane(after)
    queue(lane, after, arrival(1, scheduled(1)))

    await lane.run()

    assert around.bus.accepted == []
    assert committable(after) == 2


async def test_a_commit_of_the_same_epoch_is_proof_too(around: Surroundings) -> None:
    epoch = around.epoch(committed=0)
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1)))
    await lane.run()
    around.bus.accepted.clear()
    epoch.acknowledged({PARTITION: 1})
    cold = around.lane(epoch)
    queue(cold, epoch, arrival(1, scheduled(1)))

    await cold.run()

    assert around.bus.accepted == []


@pytest.mark.parametrize("committed", [None, 0])
async def test_without_proof_the_outbox_is_published_again(
    around: Surroundings, committed: int | None
) -> None:
    before = around.epoch()
    lane = around.lane(before)
    queue(lane, before, arrival(0, scheduled(1)))
    await lane.run()
    first = list(around.bus.accepted)
    after = around.epoch(committed=committed, number=2)
    lane = around.lane(after)
    queue(lane, after, arrival(0, scheduled(1)))

    await lane.run()

    assert around.bus.accepted == first * 2, "the same ids and bodies again"
    assert len(around.store.writes) == 1


async def test_an_outbox_of_another_partition_is_never_proven_by_an_offset(around: Surroundings) -> None:
    before = around.epoch()
    lane = around.lane(before)
    queue(lane, before, arrival(0, scheduled(1)))
    await lane.run()
    around.store.items[str(KEY)]["outbox"] = str(around.store.items[str(KEY)]["outbox"]).replace(
        '"partition":3', '"partition":4'
    )
    around.bus.accepted.clear()
    after = around.epoch(committed=50, number=2)
    lane = around.lane(after)
    queue(lane, after, arrival(50, scheduled(1)))

    await lane.run()

    assert around.bus.types == ["flight.status_changed"]


async def test_the_last_offset_never_drops_within_a_partition(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(9, scheduled(1)))
    await lane.run()
    again = around.epoch(number=2)
    lane = around.lane(again)
    queue(lane, again, arrival(5, gate(2, "B7")))

    await lane.run()

    assert around.store.flight(KEY).outbox.last_offset == 9


async def test_a_fold_is_bounded_by_the_bytes_of_its_events(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    arrivals = [arrival(n, delayed(n + 2, 20 * n + 20), size=FOLD_BYTES // 2 - 100) for n in range(5)]
    queue(lane, epoch, arrival(100, scheduled(1), size=FOLD_BYTES * 2), *arrivals)

    await lane.run()

    assert [write.outbox.last_offset for write in around.store.writes] == [100, 100, 100, 100]


async def test_events_that_come_during_a_fold_wait_for_the_next_one(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1)))
    around.store.after["write"] = [lambda: queue(lane, epoch, arrival(1, delayed(2, 45)))]

    await lane.run()

    assert [write.outbox.last_offset for write in around.store.writes] == [0, 1]
    assert committable(epoch) == 2


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


async def test_a_write_that_the_table_refuses_costs_the_event_not_the_lane(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.store.before["write"] = [failing(Invalid("ValidationException"))] * 3
    queue(lane, epoch, arrival(0, scheduled(1)))
    await lane.run()
    queue(lane, epoch, arrival(1, scheduled(1)))

    await lane.run()

    assert [one.offset for one, _, _ in around.dead_letters.records] == [0]
    assert committable(epoch) == 2


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


async def test_what_a_lane_logs_carries_the_correlation_id_of_its_event(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    seen: list[str | None] = []
    around.store.before["write"] = [lambda: seen.append(correlation_id())]
    queue(lane, epoch, arrival(0, scheduled(1)))

    await lane.run()

    assert seen == ["correlation-1"]
    assert correlation_id() is None


async def test_a_number_that_comes_with_another_body_is_quarantined_and_changes_nothing(
    around: Surroundings,
) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, gate(2, "B7")))
    await lane.run()
    other = replace(gate(2, "C9"), event_id="another-event")
    queue(lane, epoch, arrival(2, other))

    await lane.run()

    assert [(one.offset, reason) for one, reason, _ in around.dead_letters.records] == [
        (2, "conflicting_seq")
    ]
    assert around.store.flight(KEY).state.published.gate == "B7"
    assert len(around.store.history) == 2
    assert committable(epoch) == 3
    assert around.metrics.verdicts.labels("conflicting_seq")._value.get() == 1


async def test_a_correction_and_news_after_the_fact_are_counted(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    out = event(2, "flight.off_block", {"actualOut": SCHEDULED})
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, out))
    queue(lane, epoch, arrival(2, event(3, "flight.off_block", {"actualOut": SCHEDULED + MINUTE})))
    queue(lane, epoch, arrival(3, event(4, "flight.delayed", {"estimatedOut": SCHEDULED - 300 * MINUTE})))

    await lane.run()

    assert around.metrics.corrected._value.get() == 1
    assert around.metrics.after_the_fact._value.get() == 1


async def test_what_cannot_be_is_counted_once(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    off = event(2, "flight.airborne", {"actualOff": SCHEDULED})
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, off))
    queue(lane, epoch, arrival(2, event(3, "flight.cancelled", {"cancelled": True})))
    await lane.run()
    queue(lane, epoch, arrival(3, gate(4, "B7")))

    await lane.run()

    counts = next(iter(around.metrics.contradictions.collect())).samples
    assert [one.value for one in counts if one.name.endswith("_total")] == [1]


def _merge_fails_on(monkeypatch: pytest.MonkeyPatch, event_id: str) -> None:
    def fold(
        stored: StoredFlight | None, start: FlightState, arrivals: Sequence[Arrival], as_of: Instant
    ) -> tuple[Step, Write | None]:
        if any(one.event.event_id == event_id for one in arrivals):
            raise ZeroDivisionError("a bug")
        return real_fold(stored, start, arrivals, as_of)

    monkeypatch.setattr(lane_loop, "fold", fold)


def test_the_lane_under_test_turns_the_real_loop(around: Surroundings) -> None:
    assert isinstance(around.lane(around.epoch()), FlightLane)
    assert LaneLoop.turn.__module__ == "services.consumer.lane_loop"
