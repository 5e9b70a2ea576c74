"""Row 13 of docs/crash-matrix.md: deaths in a row, and how the record that kills is found."""

from services.consumer.suspicion import DEATHS, TRIES
from tests.reliability.course import KEYS, dies, live_on, produce_story
from tests.reliability.deadly import VARIANT
from tests.reliability.events import event, key_of, story
from tests.reliability.oracles.no_loss import no_loss
from tests.reliability.oracles.order_published import order_published
from tests.reliability.oracles.state_equals_merge import state_equals_merge
from tests.reliability.pipeline import Pipeline


def row_13(pipeline: Pipeline) -> None:
    """A record that ends the process each time is dead-lettered after some deaths, and the rest goes on."""
    key = key_of(1)
    deadly = event(key, 3, "flight.gate_changed", {"gate": "D13"})
    after = event(key, 4, "flight.delayed", {"estimatedOut": "2013-03-08T15:50:00Z"})
    pipeline.produce(
        [(pipeline.topic, key.encode(), value) for value in (*story(key)[:2], deadly, after)]
        + [(pipeline.topic, other.encode(), value) for other in KEYS[1:] for value in story(other)]
    )
    for _ in range(DEATHS + TRIES):
        assert pipeline.dead_letters() == []
        with pipeline.consumer(variant=VARIANT, ready=False) as consumer:
            dies(pipeline, consumer)
    with pipeline.consumer(variant=VARIANT):
        pipeline.wait_until_done()
    (dead,) = pipeline.dead_letters()
    assert (dead.key, dead.value) == (key.encode(), deadly)
    assert dead.headers["dlq.reason"] == b"process_killed"
    assert b"alone" in dead.headers["dlq.error.message"]
    observed = pipeline.observed()
    assert [*no_loss(observed), *state_equals_merge(observed), *order_published(observed)] == []


def row_13_begun_alone(pipeline: Pipeline) -> None:
    """Nobody's fault: after two deaths a third one while a record is alone. None is dead-lettered."""
    produce_story(pipeline)
    for spec in ("row-0", "row-5", "row-13:3"):
        with pipeline.consumer(crash_at=spec, ready=False) as consumer:
            dies(pipeline, consumer)
    live_on(pipeline)
    assert pipeline.dead_letters() == []
