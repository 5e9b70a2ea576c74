"""`python -m flightpulse.stack.topics`: the topics, and the first offsets of the group."""

import os
import sys

from confluent_kafka import KafkaException

from flightpulse.demo.services import DEAD_LETTER_TOPIC, GROUP, RAW_TOPIC, TOPIC
from flightpulse.stack.broker import Broker
from flightpulse.stack.errors import StackProblem, one_shot
from flightpulse.stack.settings import StackSettings
from local.broker.topics import TOPICS

CONSUMED = (TOPIC, RAW_TOPIC)
KEPT_DAYS = {TOPIC: 7, RAW_TOPIC: 7, DEAD_LETTER_TOPIC: 30}
"""A dead letter waits for a human."""


def prepare() -> None:
    """Create what is missing; raises StackProblem when what is there is not what it should be."""
    settings = StackSettings.from_environment(os.environ)
    try:
        with Broker(settings.addresses.kafka) as broker:
            for topic in TOPICS:
                created = broker.ensure_topic(topic, KEPT_DAYS[topic.name])
                print(f"{topic}: {'created' if created else 'is there'}", flush=True)
            # The consumer never starts by chance: without a committed offset it would refuse to.
            for name in CONSUMED:
                started = broker.ensure_offsets(GROUP, name)
                print(f"{name}: {started} partitions start at their first record", flush=True)
    except KafkaException as error:
        raise StackProblem(
            f"the broker at {settings.addresses.kafka} does not do its part ({error.args[0].str()}); look at"
            " `docker compose logs kafka`"
        ) from error


if __name__ == "__main__":
    sys.exit(one_shot("topics", prepare))
