"""The order of a turn, and what is taken into one fold."""

from services.consumer.flight_lane import FlightLane
from services.consumer.fold import FOLD_BYTES
from services.consumer.lane_loop import LaneLoop
from services.core.awsio.errors import ServerFault, Throttled
from services.core.observability import correlation_id
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    Surroundings,
    arrival,
    committable,
    delayed,
    failing,
    gate,
    queue,
    scheduled,
)


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


async def test_what_a_lane_logs_carries_the_correlation_id_of_its_event(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    seen: list[str | None] = []
    around.store.before["write"] = [lambda: seen.append(correlation_id())]
    queue(lane, epoch, arrival(0, scheduled(1)))

    await lane.run()

    assert seen == ["correlation-1"]
    assert correlation_id() is None


def test_the_lane_under_test_turns_the_real_loop(around: Surroundings) -> None:
    assert isinstance(around.lane(around.epoch()), FlightLane)
    assert LaneLoop.turn.__module__ == "services.consumer.lane_loop"
