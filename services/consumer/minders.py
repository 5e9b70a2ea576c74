"""What looks after the rest: a client that died silently, topics that are gone, a record in the way."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from services.consumer.assignment import Assignment
from services.consumer.gate import Gate
from services.consumer.head_of_line import HeadWatch
from services.consumer.health import Pulse
from services.consumer.intake import with_room
from services.consumer.kafka_clients import make_reader
from services.consumer.kafka_in import KafkaIn
from services.consumer.lanes import Lanes
from services.consumer.membership import Membership
from services.consumer.metrics import Metrics
from services.consumer.probe import Probe
from services.consumer.records import Partition
from services.consumer.settings import Settings
from services.consumer.topic_watch import TopicWatch
from services.consumer.watchdog import Watchdog

LOOK_SECONDS: Final = 1.0
TOPIC_LOOK_SECONDS: Final = 5.0


def minders_of(
    settings: Settings,
    kafka: KafkaIn,
    assignment: Assignment,
    membership: Membership,
    gate: Gate,
    pulse: Pulse,
    metrics: Metrics,
) -> Mapping[str, tuple[float, Callable[[], Awaitable[None]]]]:
    """By name, how often in seconds, and the look."""
    topics = (settings.topic, settings.raw_topic)
    probe = Probe(partial(make_reader, settings))

    def asks_for(lanes: Lanes) -> list[Partition]:
        return with_room(lanes) if gate.lets_pass else []

    watchdog = Watchdog(assignment, probe, membership.renew, asks_for, topics, kafka.partitions_of, pulse)
    topic_watch = TopicWatch(topics, kafka.partitions_of, probe, gate)
    return {
        "watchdog": (LOOK_SECONDS, watchdog.look),
        "topics": (TOPIC_LOOK_SECONDS, topic_watch.look),
        "heads": (LOOK_SECONDS, HeadWatch(assignment, metrics).look),
    }
