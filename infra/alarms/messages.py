"""The messages themselves: late, in template words, owed, given up."""

from __future__ import annotations

from collections.abc import Iterator

from aws_cdk import Duration

from infra.alarms.watch import Watch, ours
from services.core.contracts import metrics

TEMPLATE_PERCENT = 50
_FIVE_MINUTES = Duration.minutes(5)


def watches() -> Iterator[Watch]:
    """From what messenger, sweeper and stream handler say of themselves."""
    yield Watch(
        "notice-misses",
        "A cancellation, diversion or delay was told more than 30 minutes after it was announced",
        ours(metrics.NOTICE_MISSES),
        threshold=0,
    )
    yield Watch(
        "fallback-templates",
        f"More than {TEMPLATE_PERCENT} of 100 messages are in template words",
        ours(metrics.TEMPLATE_SHARE, period=_FIVE_MINUTES),
        threshold=TEMPLATE_PERCENT,
        bad=3,
        of=3,
    )
    yield Watch(
        "failed-looks",
        "Looks at contacts fail; each is owed and will be tried again",
        ours(metrics.FAILED_LOOKS),
        threshold=0,
        bad=3,
        of=5,
        keeps_from_telling=True,
    )
    yield Watch(
        "messenger-alarms",
        "The messenger met something that a person has to know of",
        ours(metrics.ALARMS),
        threshold=0,
    )
    yield Watch(
        "runs-parked",
        "A workflow run was given up after five restarts",
        ours(metrics.PARKED),
        threshold=0,
        keeps_from_telling=True,
    )
    yield Watch(
        "sweeper-not-swept",
        "Something had fallen due and the sweeper could not take it on",
        ours(metrics.NOT_SWEPT),
        threshold=0,
        bad=3,
        of=5,
    )
    yield Watch(
        "stream-rejected",
        "The stream handler gave up writes of the table",
        ours(metrics.STREAM_REJECTED),
        threshold=0,
    )
