"""Short courses in which a consumer with a fault shows it, and one without passes."""

import signal
import time

from tests.reliability.aws.fates import Fate
from tests.reliability.course import die_in, dies, produce_more, produce_story
from tests.reliability.observed import Observed
from tests.reliability.pipeline import Pipeline

LONG_SESSION_MS = 10_000
"""No member is taken for dead, so that each repeat is one without a reason. Nobody is killed here."""


SHOWS_SECONDS = 3.0
QUIET_SAMPLES = 10
"""Longer than two rounds of commits."""


def dies_with_a_full_outbox(pipeline: Pipeline, variant: str | None) -> Observed:
    """A right consumer dies before it publishes; this one goes on."""
    die_in(pipeline, "row-5")
    with pipeline.consumer(variant=variant):
        pipeline.wait_until_done()
        pipeline.sample()
        _more(pipeline)
    return pipeline.observed()


def killed_while_the_table_is_out_of_reach(pipeline: Pipeline, variant: str | None) -> Observed:
    """Nothing can be written for a while, and the consumer is killed in it."""
    pipeline.account.fates.script("BatchExecuteStatement", *[Fate.INTERNAL] * 1_000)
    produce_story(pipeline)
    with pipeline.consumer(variant=variant) as consumer:
        pipeline.wait_for(lambda: pipeline.account.met[Fate.INTERNAL] > 5, "the table to fail")
        time.sleep(0.5)
        consumer.signal(signal.SIGKILL)
        dies(pipeline, consumer, -signal.SIGKILL)
    pipeline.account.fates.forget("BatchExecuteStatement")
    with pipeline.consumer():
        pipeline.wait_until_done()
        pipeline.sample()
    return pipeline.observed()


def the_bus_takes_half(pipeline: Pipeline, variant: str | None) -> Observed:
    """Of a flight's first envelopes some are left over; then there is news."""
    pipeline.session_ms = LONG_SESSION_MS
    pipeline.account.fates.script("PutEvents", Fate.IN_PART)
    produce_story(pipeline)
    with pipeline.consumer(variant=variant):
        pipeline.wait_until_done()
        pipeline.sample()
        _more(pipeline)
    return pipeline.observed()


def the_feed_repeats_itself(pipeline: Pipeline, variant: str | None) -> Observed:
    """After a restart every event comes a second time, and says nothing new."""
    produce_story(pipeline)
    with pipeline.consumer():
        pipeline.wait_until_done()
        pipeline.sample()
    produce_story(pipeline)
    with pipeline.consumer(variant=variant):
        pipeline.wait_until_done()
        _more(pipeline)
    return pipeline.observed()


def two_lives(pipeline: Pipeline, variant: str | None) -> Observed:
    """Nothing happens, but for a restart between two bursts; on a busy host too."""
    pipeline.session_ms = LONG_SESSION_MS
    produce_story(pipeline)
    with pipeline.consumer(variant=variant):
        pipeline.wait_for(lambda: sum(pipeline.topics.committed().values()) > 0, "a commit")
        _watch(pipeline)
    with pipeline.consumer(variant=variant):
        _more(pipeline)
    return pipeline.observed()


def _more(pipeline: Pipeline) -> None:
    produce_more(pipeline)
    _watch(pipeline)


def _watch(pipeline: Pipeline) -> None:
    """From the next commit on until all is done and stays so, or as long as a fault needs to show itself."""
    begun = pipeline.sample().committed
    pipeline.wait_for(lambda: pipeline.topics.committed() != begun or _is_done(pipeline), "a commit")
    deadline, quiet = time.monotonic() + SHOWS_SECONDS, 0
    while time.monotonic() < deadline and quiet < QUIET_SAMPLES:
        pipeline.sample()
        quiet = quiet + 1 if _is_done(pipeline) else 0
        time.sleep(0.05)
    pipeline.sample()


def _is_done(pipeline: Pipeline) -> bool:
    return pipeline.topics.committed() == pipeline.topics.ends()
