"""The consumer's tasks."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, whole

# Longer than the consumer needs to drain and leave its group with brokers that do not answer (60 s),
# and the most that Fargate waits.
STOP_TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class ConsumerConfig:
    """Sizes as Fargate counts them: 1024 is one processor, memory in MB.

    One event loop uses one processor at most, and 2 GB is the least memory that comes with it (150 MB are
    needed). A task more is added when the lag of the group, in records or in seconds, is above its target.
    """

    cpu: int = setting("consumerCpu", one_of(256, 512, 1024, 2048), 1024, dev=512)
    memory_mb: int = setting("consumerMemoryMb", whole(512, 16_384), 2048, dev=1024)
    min_tasks: int = setting("consumerMinTasks", whole(1, 200), 1, staging=2, prod=3)
    max_tasks: int = setting("consumerMaxTasks", whole(1, 200), 2, staging=6, prod=24)
    lag_records: int = setting("consumerLagRecords", whole(1, 10_000_000), 10_000)
    lag_seconds: int = setting("consumerLagSeconds", whole(1, 86_400), 30)
    status_shards: int = setting("statusShards", whole(1, 100), 10)
