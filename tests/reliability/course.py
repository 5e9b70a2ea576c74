"""A course through a row of the crash matrix: news, a death, another life, more news, the oracles."""

from collections.abc import Sequence
from typing import Final

from services.consumer.checkpoints import EXIT_CODE
from tests.reliability.consumers import Consumer
from tests.reliability.events import event, key_of, story
from tests.reliability.observed import Sample
from tests.reliability.oracles import judge
from tests.reliability.pipeline import LIMIT_SECONDS, Pipeline

KEYS: Final = [key_of(number) for number in range(1, 7)]
STORY: Final = 4


def produce_story(pipeline: Pipeline, keys: Sequence[str] = tuple(KEYS)) -> None:
    """Every flight's story, interleaved, as a feed sends them."""
    rounds = zip(*(story(key) for key in keys), strict=True)
    pipeline.produce(
        [
            (pipeline.topic, key.encode(), value)
            for values in rounds
            for key, value in zip(keys, values, strict=True)
        ]
    )


def produce_more(pipeline: Pipeline) -> None:
    """A later departure and another gate for every flight."""
    pipeline.produce(
        [
            (pipeline.topic, key.encode(), event(key, STORY + number, kind, data))
            for number, kind, data in (
                (1, "flight.delayed", {"estimatedOut": "2013-03-08T15:40:00Z"}),
                (2, "flight.gate_changed", {"gate": "C9"}),
            )
            for key in KEYS
        ]
    )


def dies(pipeline: Pipeline, consumer: Consumer, code: int = EXIT_CODE) -> Sample:
    """Wait for its death; what it left."""
    found = consumer.wait(LIMIT_SECONDS)
    assert found == code, f"ended with {found}; see {consumer.log_file}"
    return pipeline.sample(interrupted=True)


def live_on(pipeline: Pipeline) -> None:
    """The next life does what is left and what comes then, ends well, and every oracle is content."""
    with pipeline.consumer() as consumer:
        pipeline.wait_until_done()
        produce_more(pipeline)
        pipeline.wait_until_done()
        pipeline.sample()
    assert consumer.exit_code == 0, consumer.log()[-2000:]
    found = judge(pipeline.observed())
    assert not found, "\n".join(found)


def die_in(pipeline: Pipeline, row: str, count: int = 1) -> Sample:
    """The story, and a consumer that ends in the row; what it left."""
    produce_story(pipeline)
    with pipeline.consumer(crash_at=f"{row}:{count}", ready=False) as consumer:
        return dies(pipeline, consumer)
