"""Writes that meet another one, that nobody answers, or that the table refuses."""

import pytest

from services.consumer.ports import Write
from services.core.awsio.errors import Invalid, Timeout
from services.core.clock import MINUTE
from services.core.flight.truth import Truth
from tests.unit.consumer.building import (
    KEY,
    SCHEDULED,
    Surroundings,
    arrival,
    committable,
    delayed,
    failing,
    gate,
    queue,
    scheduled,
)


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
