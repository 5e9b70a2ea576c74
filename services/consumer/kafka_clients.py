"""The consumer clients: the member of the group, and readers outside of it."""

from typing import Any, Final

from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor

from services.consumer.settings import Settings

REBALANCE_TIMEOUT_MS: Final = 60_000
MAX_POLL_INTERVAL_MS: Final = 2**31 - 1
"""Never. A member does not poll while a table that refuses everything has stopped its intake, and is well;
whether the loops turn is watched by /health, whether the client lives by the watchdog. And a fetch that
raised switches aiokafka's own watch off for good."""

HEARTBEAT_MS: Final = 1_000
METADATA_AGE_MS: Final = 60_000
"""How soon new partitions are seen, or that a topic is gone that nobody fetches from."""

FETCH_BYTES: Final = 512 * 1024
ANSWER_BYTES: Final = 4 * 1024 * 1024
"""Of all partitions in one fetch: its bytes are in memory three times while it is read. A backlog on 24
partitions would otherwise be fetched 12 MB at a time."""


def make_consumer(settings: Settings) -> AIOKafkaConsumer:
    """One eager assignor (two would join twice), no auto-commit, no deserialiser (it would poison)."""
    return AIOKafkaConsumer(
        group_id=settings.kafka_group,
        group_instance_id=settings.kafka_instance_id or None,
        partition_assignment_strategy=(RoundRobinPartitionAssignor,),
        session_timeout_ms=settings.session_timeout_ms,
        heartbeat_interval_ms=min(HEARTBEAT_MS, settings.session_timeout_ms // 3),
        rebalance_timeout_ms=REBALANCE_TIMEOUT_MS,
        max_poll_interval_ms=MAX_POLL_INTERVAL_MS,
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_bytes=ANSWER_BYTES,
        fetch_max_wait_ms=settings.fetch_wait_ms,
        auto_offset_reset=settings.offset_reset,
        **_common(settings),
    )


def make_reader(settings: Settings) -> AIOKafkaConsumer:
    """A member of no group. It is given one batch at a time: a broker sends the first one whole.

    At an offset that is out of range it fails as the member does, rather than read something else.
    """
    return AIOKafkaConsumer(
        group_id=None,
        max_partition_fetch_bytes=1,
        fetch_max_wait_ms=100,
        auto_offset_reset="none",
        **_common(settings),
    )


def _common(settings: Settings) -> dict[str, Any]:
    return {
        "bootstrap_servers": settings.kafka_bootstrap,
        "enable_auto_commit": False,
        "metadata_max_age_ms": METADATA_AGE_MS,
        "isolation_level": "read_committed",
        **settings.kafka_access.client_arguments(),
    }
