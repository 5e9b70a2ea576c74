"""A consumer that starts after an outage finds an hour of news: passengers get what is true now."""

import pytest

from local.report.flight_record import read_flight
from services.core.telling.difference import Kind
from tests.integration.containers.flights import NEWS, troubled_flights
from tests.integration.containers.oracles import broken_promises
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FLIGHTS = 30
"""What one of New York's airports has in a busy hour."""


def test_a_backlog_ends_in_the_truth_of_now(running: System) -> None:
    traffic = Traffic(running, troubled_flights(8400, FLIGHTS))
    with Consumer(running.network, running.environment()) as before:
        before.wait_ready()
        traffic.schedule()
    traffic.rounds(0, len(NEWS))
    with Consumer(running.network, running.environment()) as consumer:
        consumer.wait_ready()
        traffic.settle()
        assert broken_promises(running, traffic.sent) == []
    for key in traffic.sent:
        record = read_flight(running.reader, key)
        last = {
            item["contactId"]: item["kind"] for item in sorted(record.notifications, key=lambda one: one["n"])
        }
        assert set(last.values()) == {Kind.CANCELLED}
        assert len(record.notifications) < len(last) * len(NEWS), "every bit of stale news was told"
