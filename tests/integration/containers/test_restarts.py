"""Each container ends in the middle of things and comes back: nothing is lost, and nobody is told twice."""

import time

import pytest

from tests.integration.containers.flights import NEWS, troubled_flights
from tests.integration.containers.oracles import broken_promises
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FLIGHTS = 6
DOWN_SECONDS = 3.0


def _in_trouble(running: System, first_number: int) -> Traffic:
    """Flights of which half the news is sent, and under way."""
    traffic = Traffic(running, troubled_flights(first_number, FLIGHTS))
    traffic.schedule()
    traffic.rounds(0, 3)
    return traffic


def test_the_consumer_is_killed(running: System, consumer: Consumer) -> None:
    traffic = _in_trouble(running, 8000)
    consumer.kill()
    traffic.rounds(3, len(NEWS))
    consumer.start_again()
    traffic.settle()
    assert broken_promises(running, traffic.sent) == []


@pytest.mark.parametrize(("end", "first_number"), [("terminate", 8010), ("kill", 8020)])
def test_the_broker_ends_and_comes_back(
    running: System, consumer: Consumer, end: str, first_number: int
) -> None:
    traffic = _in_trouble(running, first_number)
    getattr(running.broker, end)()
    running.broker.start_again()
    running.broker.wait_ready()
    traffic.rounds(3, len(NEWS))
    traffic.settle()
    assert broken_promises(running, traffic.sent) == []
    assert consumer.starts == 1, "an outage of the broker restarted the consumer"
    assert consumer.is_running


def test_the_embedded_aws_ends_and_comes_back(running: System, consumer: Consumer) -> None:
    traffic = _in_trouble(running, 8030)
    # It saves its state on a clean stop, and is not sure to while workflows run.
    traffic.settle()
    running.aws.terminate()
    assert running.aws.exit_code == 0, running.aws.log_tail()
    traffic.rounds(3, len(NEWS))
    time.sleep(DOWN_SECONDS)
    assert consumer.page("/health").status_code == 200, "an outage of AWS is no reason to restart"
    running.aws.start_again()
    running.aws.wait_ready()
    traffic.settle()
    assert broken_promises(running, traffic.sent) == []
    assert consumer.is_running


def test_the_model_is_killed_and_templates_take_over(running: System, consumer: Consumer) -> None:
    traffic = _in_trouble(running, 8040)
    running.model.kill()
    traffic.rounds(3, len(NEWS))
    traffic.settle()
    assert broken_promises(running, traffic.sent) == []
    running.model.start_again()
    running.model.wait_ready()
