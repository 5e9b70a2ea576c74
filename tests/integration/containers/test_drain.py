"""SIGTERM in the middle of a burst: drained within the stop time-out, and what is done is not done again."""

import time

import pytest

from tests.integration.containers.bus_queue import BusQueue
from tests.integration.containers.contained import NotInTime
from tests.integration.containers.flights import NEWS, troubled_flights
from tests.integration.containers.oracles import broken_promises, committed, out_of_order
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FLIGHTS = 30
UNDER_WAY_SECONDS = 60.0
RECEIVED = 'flightpulse_consumer_received_total{topic="flight-operations"} '


def test_what_was_done_is_committed_and_not_delivered_again(running: System, consumer: Consumer) -> None:
    traffic = Traffic(running, troubled_flights(8200, FLIGHTS))
    traffic.schedule()
    bus, before = BusQueue(running.deployment), _sum_committed(running)
    traffic.rounds(0, 4)
    _wait_until_under_way(running, before)

    consumer.ask_to_end()
    traffic.rounds(4, len(NEWS))
    assert consumer.wait_ended() == 0, consumer.log_tail()

    assert '"drained": true' in consumer.log(), consumer.log_tail()
    left = sum(end - done for done, end in committed(running).values())
    assert left > 0, "it went on to take in what came after the signal"
    assert bus.heard(), "it had not done anything yet"

    consumer.start_again()
    traffic.settle()
    assert _received(consumer) == left, "not exactly what was not committed"
    envelopes = bus.heard()
    assert len(envelopes) == len({envelope.id for envelope in envelopes}), "something was published again"
    assert out_of_order(envelopes) == []
    assert all(done == end for done, end in committed(running).values())
    assert broken_promises(running, traffic.sent) == []


def _received(consumer: Consumer) -> int:
    """Records of the topic that it took in since its last start."""
    lines = consumer.page("/metrics").text.splitlines()
    (count,) = (line.removeprefix(RECEIVED) for line in lines if line.startswith(RECEIVED))
    return int(float(count))


def _sum_committed(running: System) -> int:
    return sum(done for done, _ in committed(running).values())


def _wait_until_under_way(running: System, before: int) -> None:
    deadline = time.monotonic() + UNDER_WAY_SECONDS
    while _sum_committed(running) == before:
        if time.monotonic() > deadline:
            raise NotInTime(f"no record was done in {UNDER_WAY_SECONDS:g} s")
        time.sleep(0.02)
