"""What a lane puts down about its events: quarantine, contradictions, counts."""

from dataclasses import replace

from services.core.clock import MINUTE
from tests.unit.consumer.building import (
    KEY,
    SCHEDULED,
    Surroundings,
    arrival,
    committable,
    event,
    gate,
    queue,
    scheduled,
)


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
