"""Several consumers in one group: they join, leave and are killed, and no flight notices."""

from contextlib import ExitStack

import pytest

from local.broker.topics import TOPICS
from tests.integration.containers.bus_queue import BusQueue
from tests.integration.containers.flights import NEWS, troubled_flights
from tests.integration.containers.oracles import broken_promises, committed, out_of_order
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FLIGHTS = 12
PARTITIONS = sum(topic.partitions for topic in TOPICS if not topic.name.endswith(".dlq"))
REBALANCE_SECONDS = 120.0


def test_members_join_leave_and_are_killed(running: System) -> None:
    traffic = Traffic(running, troubled_flights(8500, FLIGHTS))
    with ExitStack() as stack:
        first, second, third = (
            stack.enter_context(Consumer(running.network, running.environment(), f"consumer-{number}"))
            if number == 1
            else Consumer(running.network, running.environment(), f"consumer-{number}")
            for number in (1, 2, 3)
        )
        first.wait_ready()
        traffic.schedule()
        bus = BusQueue(running.deployment)

        traffic.rounds(0, 1)
        stack.enter_context(second)
        stack.enter_context(third)
        traffic.rounds(1, 3)
        _shared_by(first, second, third)

        traffic.rounds(3, 4)
        second.kill()
        traffic.rounds(4, 5)
        _shared_by(first, third)

        traffic.rounds(5, len(NEWS))
        third.terminate()
        assert third.exit_code == 0, third.log_tail()
        _shared_by(first)
        traffic.settle()

        assert all(done == end for done, end in committed(running).values())
        assert out_of_order(bus.heard()) == []
        assert broken_promises(running, traffic.sent) == []


def _shared_by(*members: Consumer) -> None:
    """Wait until these have all partitions, each a share."""

    def shared() -> bool:
        shares = [member.partitions for member in members]
        return all(shares) and sum(shares) == PARTITIONS

    members[0].wait_for(shared, f"for {len(members)} members to share all partitions", REBALANCE_SECONDS)
