"""The network between the consumer and the broker, and between it and AWS, is slow, cut and reset."""

import time
from collections.abc import Iterator

import pytest

from tests.integration.containers.aws import AWS
from tests.integration.containers.flights import NEWS, troubled_flights
from tests.integration.containers.kafka_broker import ALIAS as KAFKA
from tests.integration.containers.oracles import broken_promises
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FLIGHTS = 6
LATENCY = {"latency": 250, "jitter": 150}
RESET_AFTER = {"timeout": 200}
"""Milliseconds."""

BAD_SECONDS = 3.0


@pytest.fixture
def proxied(running: System) -> Iterator[Consumer]:
    """A consumer that reaches everything through the proxy only."""
    with Consumer(running.network, running.environment_through_the_proxy()) as started:
        yield started.wait_ready()


@pytest.mark.parametrize(("way", "first_number"), [(KAFKA, 8300), (AWS, 8310)])
def test_a_bad_way_loses_nothing_and_repeats_nothing(
    running: System, proxied: Consumer, way: str, first_number: int
) -> None:
    traffic = Traffic(running, troubled_flights(first_number, FLIGHTS))
    traffic.schedule()
    with running.proxy.toxic(way, "latency", LATENCY):
        traffic.rounds(0, 2)
        time.sleep(BAD_SECONDS)
    with running.proxy.cut(way):
        traffic.rounds(2, 4)
        time.sleep(BAD_SECONDS)
        assert proxied.page("/health").status_code == 200, "an outage is no reason to restart"
    with running.proxy.toxic(way, "reset_peer", RESET_AFTER):
        traffic.rounds(4, len(NEWS))
        time.sleep(BAD_SECONDS)
    traffic.settle()
    assert broken_promises(running, traffic.sent) == []
    assert proxied.is_running
