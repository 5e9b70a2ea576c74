"""What a lane publishes, and what proves that it is published."""

import pytest

from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    Surroundings,
    arrival,
    committable,
    delayed,
    gate,
    queue,
    scheduled,
)


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
