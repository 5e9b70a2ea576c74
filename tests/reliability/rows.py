"""One scenario for each row of docs/crash-matrix.md: it dies there, and leaves what the row says."""

import signal
import time
from typing import Final

from tests.reliability.aws.fates import Fate
from tests.reliability.course import KEYS, die_in, dies, live_on, produce_more, produce_story
from tests.reliability.observed import Sample
from tests.reliability.oracles import judge
from tests.reliability.oracles.outboxes import written
from tests.reliability.pipeline import Pipeline
from tests.reliability.rows_of_deaths import row_13 as row_13
from tests.reliability.rows_of_deaths import row_13_begun_alone as row_13_begun_alone

EVENTS: Final = 4 * len(KEYS)
POISON: Final = b"{not json"


def row_0(pipeline: Pipeline) -> None:
    assert _left(die_in(pipeline, "row-0")) == (0, 0, 0, 0)
    live_on(pipeline)


def row_1(pipeline: Pipeline) -> None:
    assert _left(die_in(pipeline, "row-1", 5)) == (0, 0, 0, 0)
    live_on(pipeline)


def row_2(pipeline: Pipeline) -> None:
    # The first request opens the runs of the partitions; of the second, half is written.
    pipeline.account.fates.script("BatchWriteItem", Fate.DONE, Fate.IN_PART)
    left = die_in(pipeline, "row-2", 1)
    assert 0 < left.rows < EVENTS
    assert (left.writes, left.accepted, _committed(left)) == (0, 0, 0)
    live_on(pipeline)


def row_3(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-3")
    assert left.rows > 0
    assert (left.writes, left.accepted, _committed(left)) == (0, 0, 0)
    live_on(pipeline)


def row_4(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-4")
    assert left.writes > 0
    assert (left.accepted, _committed(left)) == (0, 0)
    live_on(pipeline)


def row_4_not_arrived(pipeline: Pipeline) -> None:
    """Killed by SIGKILL when the request has arrived, and nothing is written."""
    pipeline.kill_before("BatchExecuteStatement")
    produce_story(pipeline)
    with pipeline.consumer(ready=False) as consumer:
        left = dies(pipeline, consumer, -signal.SIGKILL)
    assert (left.writes, left.accepted, _committed(left)) == (0, 0, 0)
    live_on(pipeline)


def row_5(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-5")
    assert left.writes > 0
    assert (left.accepted, _committed(left)) == (0, 0)
    live_on(pipeline)


def row_6(pipeline: Pipeline) -> None:
    pipeline.account.fates.script("PutEvents", Fate.IN_PART)
    left = die_in(pipeline, "row-6")
    due = {one for item in pipeline.account.writes for one in written(item).ids}
    assert 0 < left.accepted < len(due)
    assert _committed(left) == 0
    live_on(pipeline)


def row_7(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-7")
    assert left.accepted > 0
    assert _committed(left) == 0
    live_on(pipeline)


def row_7_not_arrived(pipeline: Pipeline) -> None:
    """Killed by SIGKILL when the request has arrived, and the bus has nothing."""
    pipeline.kill_before("PutEvents")
    produce_story(pipeline)
    with pipeline.consumer(ready=False) as consumer:
        left = dies(pipeline, consumer, -signal.SIGKILL)
    assert left.writes > 0
    assert (left.accepted, _committed(left)) == (0, 0)
    live_on(pipeline)


def row_8(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-8", 3)
    assert left.accepted > 0
    assert _committed(left) == 0
    live_on(pipeline)


def row_9(pipeline: Pipeline) -> None:
    left = die_in(pipeline, "row-9")
    assert left.accepted > 0
    assert _committed(left) > 0, "the commit had landed"
    live_on(pipeline)


def row_10(pipeline: Pipeline) -> None:
    """Half of the writes are throttled for a while, so that others of their partitions are done first."""
    pipeline.account.fates.script("BatchExecuteStatement", *[Fate.IN_PART] * 8)
    left = die_in(pipeline, "row-10")
    done = [written(item) for item in pipeline.account.writes]
    assert any(box.last_offset >= left.committed[box.topic, box.partition] for box in done)
    assert _committed(left) < EVENTS
    live_on(pipeline)


def row_12(pipeline: Pipeline) -> None:
    pipeline.produce([(pipeline.topic, KEYS[0].encode(), POISON)])
    with pipeline.consumer(crash_at="row-12", ready=False) as consumer:
        left = dies(pipeline, consumer)
    assert _committed(left) == 0
    assert len(pipeline.dead_letters()) == 1
    produce_story(pipeline)
    live_on(pipeline)
    dead = pipeline.dead_letters()
    assert [one.value for one in dead] == [POISON, POISON], "repeated there, and nowhere else"
    assert len({one.source for one in dead}) == 1


def row_14(pipeline: Pipeline) -> None:
    with pipeline.consumer(crash_at="row-14") as consumer:
        produce_story(pipeline)
        pipeline.wait_for(lambda: bool(pipeline.account.accepted), "the first publication")
        consumer.signal(signal.SIGTERM)
        dies(pipeline, consumer)
    live_on(pipeline)


def row_14_ends_well(pipeline: Pipeline) -> None:
    """SIGTERM in the middle of the work, and nothing after it: it drains, commits and leaves."""
    with pipeline.consumer() as consumer:
        produce_story(pipeline)
        began = time.monotonic()
        consumer.signal(signal.SIGTERM)
        dies(pipeline, consumer, 0)
        assert time.monotonic() - began < 25
    live_on(pipeline)


def row_17(pipeline: Pipeline) -> None:
    """The broker refuses to take records for a while, and takes commits: nothing is sent twice."""
    pipeline.produce([(pipeline.topic, KEYS[0].encode(), POISON)])
    pipeline.mock.push_errors(PRODUCE, *[NOT_ENOUGH_REPLICAS] * 15)
    with pipeline.consumer(crash_at="row-17", variant=IMPATIENT, ready=False) as consumer:
        left = dies(pipeline, consumer)
    assert _committed(left) == 0
    pipeline.session_ms = 10_000  # who is taken for dead while it waits sends again, and rightly
    with pipeline.consumer(variant=IMPATIENT) as consumer:
        pipeline.wait_until_done()
        assert "produce_waits" in consumer.log(), "it had to wait"
    (dead,) = pipeline.dead_letters()
    assert dead.value == POISON
    produce_story(pipeline)
    live_on(pipeline)


def broker_outage(pipeline: Pipeline) -> None:
    """Stops nothing for good and restarts nobody."""
    with pipeline.consumer() as consumer:
        produce_story(pipeline)
        pipeline.mock.down()
        time.sleep(1.5)
        assert '"stalled": []' in pipeline.get("/health")
        pipeline.mock.up()
        pipeline.wait_until_done()
        produce_more(pipeline)
        pipeline.wait_until_done()
        assert consumer.running
        pipeline.sample()
        pipeline.sample()
    found = judge(pipeline.observed())
    assert not found, "\n".join(found)


PRODUCE: Final = 0
NOT_ENOUGH_REPLICAS: Final = 19
IMPATIENT: Final = "tests.reliability.impatient:install"

OWN_BROKER: Final = ("row_17", "broker_outage")
"""What they do to the broker would reach every other pipeline on it."""


def _committed(sample: Sample) -> int:
    return sum(sample.committed.values())


def _left(sample: Sample) -> tuple[int, int, int, int]:
    """History rows, writes, envelopes and offsets."""
    return sample.rows, sample.writes, sample.accepted, _committed(sample)
