"""Each wording of the protocol that loses messages: the code passes its scenario, the mutant does not."""

import pytest

from services.consumer.errors import HandlerFailed
from services.consumer.lane_loop import Cached, LaneLoop
from services.core.awsio.errors import Throttled, Timeout
from services.core.clock import MINUTE, parse_instant
from tests.unit.consumer import mutants
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    SCHEDULED,
    Surroundings,
    arrival,
    committable,
    delayed,
    gate,
    queue,
    scheduled,
)


class Lost(AssertionError):
    """A message, a state or a row that should be there is not."""


class Killed(BaseException):
    """The process is gone at this instant."""


def killed() -> None:
    raise Killed


def throttled() -> None:
    raise Throttled("ThrottlingException")


def timed_out() -> None:
    raise Timeout("Timeout")


async def the_bus_throttles_once(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    around.bus.throttle_next = {"flight.delayed"}
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    _needs(around, "flight.delayed")


async def killed_between_write_and_publish(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    await _run_until_killed(around, loop, "bus")
    epoch = around.epoch(number=2)
    lane = around.lane(epoch, loop)
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    _needs(around, "flight.delayed")


async def three_delays_of_ten_minutes(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    for offset, one in enumerate((scheduled(1), delayed(2, 5), delayed(3, 12), delayed(4, 14))):
        queue(lane, epoch, arrival(offset, one))
        await lane.run()
    queue(lane, epoch, arrival(4, delayed(5, 45)))
    await lane.run()
    for offset, minutes in ((5, 55), (6, 65), (7, 75)):
        queue(lane, epoch, arrival(offset, delayed(offset + 1, minutes)))
        await lane.run()
    told = around.store.flight(KEY).state.published.out
    drift = SCHEDULED + 75 * MINUTE - (_last_out(around) or 0)
    if told is None or drift >= 15 * MINUTE:
        raise Lost(f"the bus is {drift // MINUTE} minutes behind the truth")


async def refused_and_killed(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    around.bus.refuse = {"flight.delayed"}
    around.dead_letters.faults = [killed]
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    with pytest.raises(Killed):
        await lane.run()
    epoch = around.epoch(number=2)
    lane = around.lane(epoch, loop)
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    if not any(one.envelope.detail_type == "flight.delayed" for one in around.dead_letters.envelopes):
        raise Lost("neither the bus nor the dead-letter topic has the envelope")


async def delay_and_gate_in_one_fold(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    queue(lane, epoch, arrival(0, scheduled(1)))
    await lane.run()
    queue(lane, epoch, arrival(1, delayed(2, 45)), arrival(2, gate(3, "B7")))
    await lane.run()
    _needs(around, "flight.delayed")
    _needs(around, "flight.gate_changed")


async def killed_while_the_bus_is_down(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    around.bus.before = [throttled, killed]
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    with pytest.raises(Killed):
        await lane.run()
    await _restart_from(around, loop, committable(epoch) or 0)
    _needs(around, "flight.delayed")


async def refolded_by_two_owners(loop: type[LaneLoop]) -> None:
    """The old owner commits the first record of a fold that the new owner wrote with the second."""
    around = Surroundings()
    old = around.epoch()
    lane = around.lane(old, loop)
    queue(lane, old, arrival(5, scheduled(1)))
    await lane.run()
    new = around.epoch(number=2)
    lane = around.lane(new, loop)
    around.bus.before = [lambda: None, killed]
    queue(lane, new, arrival(5, scheduled(1)), arrival(9, delayed(2, 45)))
    with pytest.raises(Killed):
        await lane.run()
    last = around.epoch(committed=6, number=3)  # the zombie's commit has landed
    lane = around.lane(last, loop)
    queue(lane, last, arrival(9, delayed(2, 45)))
    await lane.run()
    _needs(around, "flight.delayed")


async def the_write_times_out_unapplied(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    around.store.before["write"] = [timed_out]
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    if str(KEY) not in around.store.items:
        raise Lost("the state was never written, and its events are done")


async def a_stale_event(loop: type[LaneLoop]) -> None:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    queue(lane, epoch, arrival(0, scheduled(5)))
    await lane.run()
    queue(lane, epoch, arrival(1, scheduled(2)))
    await lane.run()
    if len(around.store.history) != 2:
        raise Lost("the stale event is done and nowhere to be seen")


async def an_old_event_counts_late(loop: type[LaneLoop]) -> None:
    """A record that was passed over once changes something when it comes again, under a lower offset."""
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    queue(lane, epoch, arrival(9, scheduled(1)))
    await lane.run()
    again = around.epoch(committed=5, number=2)
    lane = around.lane(again, loop)
    around.bus.before = [lambda: None, killed]
    queue(lane, again, arrival(5, delayed(2, 45)))
    with pytest.raises(Killed):
        await lane.run()
    last = around.epoch(committed=8, number=3)  # moved on by whoever held the partition in between
    lane = around.lane(last, loop)
    queue(lane, last, arrival(9, scheduled(1)))
    await lane.run()
    _needs(around, "flight.delayed")


SCENARIOS = {
    mutants.CacheWithoutAcknowledgement: the_bus_throttles_once,
    mutants.NothingChangesNothingToDo: killed_between_write_and_publish,
    mutants.PublishedMovedByStatusChanged: three_delays_of_ten_minutes,
    mutants.MarkInTheState: refused_and_killed,
    mutants.DifferenceOverTwoWrites: delay_and_gate_in_one_fold,
    mutants.DoneBeforeTheAcknowledgement: killed_while_the_bus_is_down,
    mutants.FirstOffset: refolded_by_two_owners,
    mutants.GuessKept: the_write_times_out_unapplied,
    mutants.HistoryOnlyOfChanges: a_stale_event,
    mutants.LastOffsetDrops: an_old_event_counts_late,
}


@pytest.mark.parametrize("mutant", SCENARIOS, ids=lambda mutant: mutant.__name__)
async def test_the_loop_passes_where_the_mutant_loses(mutant: type[LaneLoop]) -> None:
    scenario = SCENARIOS[mutant]
    await scenario(LaneLoop)
    with pytest.raises(Lost):
        await scenario(mutant)


async def _bus_is_broken_for_long() -> Surroundings:
    around = Surroundings()
    epoch = around.epoch()
    lane = around.lane(epoch)
    around.bus.before = [_bug] * 20
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    await lane.run()
    return around


def _bug() -> None:
    raise ZeroDivisionError("a bug in publishing")


async def test_an_event_whose_state_is_written_is_never_dead_lettered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    around = await _bus_is_broken_for_long()
    assert around.dead_letters.records == []
    _needs(around, "flight.delayed")

    real = LaneLoop._publish

    async def publish(self: LaneLoop, cached: Cached) -> None:
        try:
            await real(self, cached)
        except ZeroDivisionError as error:
            raise HandlerFailed("any bug counts against the event") from error

    monkeypatch.setattr(LaneLoop, "_publish", publish)
    monkeypatch.setattr(LaneLoop, "set_aside", lambda self: self._fold[0])
    around = await _bus_is_broken_for_long()
    with pytest.raises(Lost):
        _needs(around, "flight.delayed")


async def _run_until_killed(around: Surroundings, loop: type[LaneLoop], where: str) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch, loop)
    if where == "bus":
        around.bus.before = [killed]
    queue(lane, epoch, arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    with pytest.raises(Killed):
        await lane.run()


async def _restart_from(around: Surroundings, loop: type[LaneLoop], committed: int) -> None:
    epoch = around.epoch(committed=committed, number=2)
    lane = around.lane(epoch, loop)
    log = (arrival(0, scheduled(1)), arrival(1, delayed(2, 45)))
    queue(lane, epoch, *(one for one in log if one.record.offset >= committed))
    await lane.run()


def _needs(around: Surroundings, detail_type: str) -> None:
    if detail_type not in around.bus.types:
        raise Lost(f"{detail_type} never reached the bus")


def _last_out(around: Surroundings) -> int | None:
    outs = [one.detail["data"]["out"] for one in around.bus.accepted if one.detail_type == "flight.delayed"]
    return parse_instant(outs[-1]) if outs else None


def test_the_partition_of_the_scenarios_is_the_lanes_own() -> None:
    assert arrival(0, scheduled(1)).record.partition == PARTITION
