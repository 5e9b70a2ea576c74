"""The flights of the check: real ones of one day, with invented passengers, scheduled on the real broker."""

from collections.abc import Sequence
from datetime import date

from flightpulse.demo.producer import EventProducer
from flightpulse.demo.running_stack import deployed_at
from flightpulse.demo.services import TOPIC
from local.replay.day import replay_of
from local.replay.real_flight import RealFlight
from local.seed.bookings import items_of, parties_for
from local.seed.load import load
from tools.compose_check.stack import CheckedStack

DAY = date(2013, 3, 8)
SEED = 7
PASSENGERS = 2


def schedule(stack: CheckedStack, flights: int) -> Sequence[RealFlight]:
    """Book every flight and produce its schedule to Kafka, from this machine."""
    day = replay_of(DAY, flights, SEED)
    deployment = deployed_at(stack.aws)
    parties = parties_for(day.flights, PASSENGERS, SEED, deployment.contact_secret())
    load(deployment.client("dynamodb"), deployment.table, items_of(parties))
    with EventProducer(stack.kafka, TOPIC) as producer:
        for event in day.events:
            if event.event_type == "flight.scheduled":
                producer.send(event)
    return day.flights
