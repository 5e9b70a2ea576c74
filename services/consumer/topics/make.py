"""Makes the topics that are not there, and refuses to go on when one is there with other partitions."""

from collections.abc import Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from services.consumer.errors import CannotStart
from services.consumer.topics.settings import Settings
from services.core.contracts.topics import Topic, topics

_DAY_MS = 24 * 3600 * 1000


def definitions(settings: Settings) -> list[NewTopic]:
    """What is asked of the brokers."""
    return [
        NewTopic(
            name=topic.name,
            num_partitions=topic.partitions,
            replication_factor=settings.replication,
            topic_configs=properties(topic, settings),
        )
        for topic in topics(settings.partitions)
    ]


def properties(topic: Topic, settings: Settings) -> dict[str, str]:
    """Topic properties in Kafka's own names."""
    found = {
        "cleanup.policy": "delete",
        "retention.ms": str(settings.retention_days * _DAY_MS),
        "max.message.bytes": str(topic.max_bytes),
    }
    if settings.min_in_sync:
        found["min.insync.replicas"] = str(settings.min_in_sync)
    return found


async def make_topics(admin: AIOKafkaAdminClient, settings: Settings) -> list[str]:
    """Returns the names of those it made; the others were there. Raises CannotStart."""
    there = set(await admin.list_topics())
    wanted = definitions(settings)
    missing = [topic for topic in wanted if topic.name not in there]
    if missing:
        _raise_errors(await admin.create_topics(missing))
    await _check_partitions(admin, [topic for topic in wanted if topic.name in there])
    return [topic.name for topic in missing]


def _raise_errors(response: object) -> None:
    for entry in getattr(response, "topic_errors", ()):
        name, code, *rest = entry
        if code:
            raise CannotStart(f"topic {name} was not made: {for_code(code).__name__} {rest}")


async def _check_partitions(admin: AIOKafkaAdminClient, wanted: Iterable[NewTopic]) -> None:
    asked = {topic.name: topic.num_partitions for topic in wanted}
    if not asked:
        return
    for found in await admin.describe_topics(list(asked)):
        count = len(found["partitions"])
        if count != asked[found["topic"]]:
            raise CannotStart(
                f"topic {found['topic']} has {count} partitions and {asked[found['topic']]} are asked for:"
                " partitions added later move flights to other ones, so set FLIGHTPULSE_TOPIC_PARTITIONS"
                " to what is there, or begin with a topic of another name"
            )
