"""One correlation id, from the header of a Kafka record to the record of the message that it caused."""

import json

import pytest

from flightpulse.demo.services import TOPIC
from local.report.flight_record import read_flight
from local.report.topic_reader import read_topic
from tests.integration.containers.flights import troubled_flights
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_it_leads_from_the_header_to_the_record_of_the_message(running: System, consumer: Consumer) -> None:
    traffic = Traffic(running, troubled_flights(8600, 1))
    traffic.schedule()
    traffic.rounds(0, 1)
    traffic.settle()
    event = traffic.events[-1]
    (header,) = {
        record.headers["correlation-id"].decode()
        for record in read_topic(running.broker.bootstrap, TOPIC)
        if record.value == event.value
    }

    notifications = read_flight(running.reader, event.flight_key).notifications
    assert {item["channel"] for item in notifications} == {"sms", "email"}
    assert {item["correlationId"] for item in notifications} == {header}
    lines = [json.loads(line) for line in consumer.log().splitlines() if line.startswith("{")]
    assert header in {line.get("correlation_id") for line in lines}
