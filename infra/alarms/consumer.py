"""The consumer: behind, stuck, silent, or giving records up."""

from __future__ import annotations

from collections.abc import Iterator

from aws_cdk import Duration

from infra.alarms.watch import Watch, ours
from infra.config import Config
from services.core.contracts import metrics

# Ten times what makes the scaling add a task: by then a task more should have helped.
_PATIENCE = 10
STALE_COMMIT_SECONDS = 120
STUCK_LANES = 10
MISSING_COUNTS = 10
_FIVE_MINUTES = Duration.minutes(5)


def watches(config: Config) -> Iterator[Watch]:
    """Every task says once a minute how it stands."""
    yield Watch(
        "consumer-lag-records",
        f"The consumer is more than {_PATIENCE * config.consumer.lag_records:,} records behind",
        ours(metrics.LAG_RECORDS, "Maximum"),
        threshold=_PATIENCE * config.consumer.lag_records,
        bad=5,
        of=5,
    )
    yield Watch(
        "consumer-lag-seconds",
        f"The oldest record that is not done is older than {_PATIENCE * config.consumer.lag_seconds} s",
        ours(metrics.LAG_SECONDS),
        threshold=_PATIENCE * config.consumer.lag_seconds,
        bad=3,
        of=5,
        keeps_from_telling=True,
    )
    yield Watch(
        "consumer-silent",
        "No consumer has reported for five minutes",
        ours(metrics.LAG_SECONDS, "SampleCount"),
        threshold=1,
        below=True,
        bad=5,
        of=5,
        silence_is_bad=True,
        keeps_from_telling=True,
    )
    yield Watch(
        "consumer-partitions-unowned",
        f"Fewer than {config.kafka.partitions} partitions have a task that reads them",
        ours(metrics.ASSIGNED_PARTITIONS, period=_FIVE_MINUTES),
        # A report of each minute, and one that falls into the next period is no trouble.
        threshold=config.kafka.partitions * (_FIVE_MINUTES.to_seconds() / metrics.PERIOD_SECONDS - 1),
        below=True,
        bad=2,
        of=2,
    )
    yield Watch(
        "consumer-intake-stopped",
        "The table or the bus refuses everything, so the consumer has stopped reading",
        ours(metrics.INTAKE_STOPPED),
        threshold=0,
        bad=2,
        of=3,
        keeps_from_telling=True,
    )
    yield Watch(
        "consumer-stuck-lanes",
        f"More than {STUCK_LANES} flights cannot be written or published",
        ours(metrics.STUCK_LANES),
        threshold=STUCK_LANES,
        bad=3,
        of=5,
    )
    yield Watch(
        "consumer-commit-age",
        f"Offsets have waited more than {STALE_COMMIT_SECONDS} s to be committed",
        ours(metrics.COMMIT_AGE),
        threshold=STALE_COMMIT_SECONDS,
        bad=3,
        of=5,
    )
    yield Watch(
        "consumer-dead-letters",
        "Records or envelopes went to the dead-letter topic",
        ours(metrics.DEAD_LETTERS),
        threshold=0,
    )
    yield from _of_the_log()


def _of_the_log() -> Iterator[Watch]:
    """What feeds and brokers do that is no failure of ours, and that somebody has to put right."""
    yield Watch(
        "consumer-corrupt-batches",
        "A batch had rotted on a broker: the events in it were not read",
        ours(metrics.CORRUPT_BATCHES),
        threshold=0,
        keeps_from_telling=True,
    )
    yield Watch(
        "consumer-clients-recreated",
        "A Kafka client of the consumer had died silently and was replaced",
        ours(metrics.CLIENTS_RECREATED),
        threshold=0,
    )
    yield Watch(
        "consumer-handled-alone",
        "Two consumers in a row died with the same partitions: a record may be the reason",
        ours(metrics.HANDLED_ALONE),
        threshold=0,
    )
    yield Watch(
        "consumer-misrouted",
        "Events keep coming under a wrong key or on a wrong partition",
        ours(metrics.MISROUTED),
        threshold=0,
        bad=3,
        of=5,
    )
    yield Watch(
        "consumer-missing-counts",
        f"Sources keep leaving out more than {MISSING_COUNTS} numbers a minute",
        ours(metrics.MISSING_COUNTS),
        threshold=MISSING_COUNTS,
        bad=5,
        of=5,
    )
    yield Watch(
        "consumer-clock-ahead",
        "Events keep coming that are more than five minutes in the future",
        ours(metrics.CLOCK_AHEAD),
        threshold=0,
        bad=3,
        of=5,
    )
