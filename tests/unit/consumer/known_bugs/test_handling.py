"""What becomes of a record whose handling fails, and of those behind it."""

import asyncio
from collections.abc import Callable, Hashable

import pytest

from services.consumer.epoch import Epoch
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.errors import Unavailable
from services.consumer.flight_lane import FlightLane
from services.consumer.lanes import Lane, Lanes
from services.core.awsio.errors import Throttled
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
    record,
    scheduled,
)
from tests.unit.consumer.known_bugs.scenario import Scenario, needs, only_the_copy_has_it


class OneTaskPerRecord(Lanes):
    """Begins at once with whatever comes, also when the lane of its key is at work."""

    def submit(self, name: Hashable, make: Callable[[], Lane], item: object) -> None:
        super().submit((name, id(item)), make, item)


async def out_of_order_after_an_optimisation(lanes_of: type[Lanes]) -> None:
    """confluentinc/parallel-consumer 534: two records of a key at work at the same time."""
    lanes, order = lanes_of(Epoch(1, {PARTITION: 0})), list[int]()
    tools = Surroundings().tools()
    for number in range(4):

        async def do(number: int = number) -> None:
            for _ in range(8 - 2 * number):
                await asyncio.sleep(0)
            order.append(number)

        one = record(number)
        lanes.epoch.receive(one)
        lanes.submit(KEY, lambda: ErrandLane(lanes.epoch, tools), Errand(one, do))
    await asyncio.sleep(0.02)
    await lanes.end()
    needs(order == [0, 1, 2, 3], f"handled in the order {order}")


class AcknowledgesFailures(ErrandLane):
    """Is done with a record whatever became of it."""

    async def _finish(self, errand: Errand) -> bool:
        try:
            await errand.do()
        except Unavailable:
            return True
        return True


async def failed_and_acknowledged(lane_of: type[ErrandLane]) -> None:
    """faststream, docs/kafka/ack: the policy called ACK acknowledges on an exception too."""
    epoch = Epoch(1, {PARTITION: 0})
    lane, attempts = lane_of(epoch, Surroundings().tools()), list[int]()

    async def do() -> None:
        attempts.append(1)
        if len(attempts) < 3:
            raise Unavailable("not yet")

    epoch.receive(record(0))
    lane.add(Errand(record(0), do))
    await lane.run()
    needs(len(attempts) == 3, "the record is done, and what it asked for never happened")
    needs(committable(epoch) == 1, "what happened is done")


class LeavesItToBeCompleted(ErrandLane):
    """Sends the dead letter, and leaves the completion to somebody who never comes."""

    async def _finish(self, errand: Errand) -> bool:
        try:
            await errand.do()
        except ZeroDivisionError as error:
            await self._bury(errand, error, 1)
            return False
        return True


async def completion_leak(lane_of: type[ErrandLane]) -> None:
    """Decaton, docs/runtime.adoc: a completion that is deferred and forgotten stops the partition."""
    epoch = Epoch(1, {PARTITION: 0})
    lane = lane_of(epoch, Surroundings().tools())

    async def do() -> None:
        raise ZeroDivisionError("a bug in a handler")

    epoch.receive(record(0))
    lane.add(Errand(record(0), do))
    await lane.run()
    needs(committable(epoch) == 1, "the dead letter is sent, and its offset never done")


class RetriesElsewhere(FlightLane):
    """Sets a failing event aside to be tried later, and goes on with the next: a retry topic."""

    async def _wait(self, error: BaseException) -> None:
        loop = self._loop
        later = [one for one in loop.folded if one.record.offset == 1]
        if later and not loop.has_waiting:
            await super()._wait(error)
        elif later:
            loop.continue_from([])
            while loop.begin():
                await loop.turn()
                await loop.turn()
            loop.add(later[0])
            loop.begin()


async def retry_topic_breaks_order(lane_of: type[FlightLane]) -> None:
    """Spring's @RetryableTopic, in its own documentation: what failed comes after what followed it."""
    around = Surroundings()
    epoch = around.epoch()
    lane = lane_of(KEY, PARTITION, epoch, around.tools())
    queue(lane, epoch, arrival(0, scheduled(1)))
    await lane.run()
    around.store.before["write"] = [failing(Throttled("ThrottlingException"))]
    # Each larger than half of a fold, so that they are handled one after the other.
    queue(lane, epoch, arrival(1, delayed(2, 45), 6_000), arrival(2, gate(3, "B7"), 6_000))
    await lane.run()
    told = [one for one in around.bus.types if one != "flight.status_changed"]
    needs(told == ["flight.delayed", "flight.gate_changed"], f"told in the order {told}")


BUGS: dict[Scenario, tuple[type, type]] = {
    out_of_order_after_an_optimisation: (Lanes, OneTaskPerRecord),
    failed_and_acknowledged: (ErrandLane, AcknowledgesFailures),
    completion_leak: (ErrandLane, LeavesItToBeCompleted),
    retry_topic_breaks_order: (FlightLane, RetriesElsewhere),
}


@pytest.mark.parametrize("scenario", BUGS, ids=lambda one: one.__name__)
async def test_ours_has_it_not_and_the_copy_has(scenario: Scenario) -> None:
    await only_the_copy_has_it(scenario, *BUGS[scenario])
