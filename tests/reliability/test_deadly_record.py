"""A record that ends the process each time: it ends in the dead-letter topic, and the rest goes on."""

from pathlib import Path

import pytest

from local.broker import MockBroker
from local.emulator.emulator import Emulator
from services.consumer.checkpoints import EXIT_CODE
from services.consumer.suspicion import DEATHS, TRIES
from tests.reliability.events import event, key_of, merged, story
from tests.reliability.pipeline import Pipeline

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow]

DEADLY = key_of(1)
OTHERS = [key_of(number) for number in range(2, 6)]
PROGRAM = "tests.reliability.deadly"


def test_a_record_that_kills_is_dead_lettered_after_some_deaths_and_the_rest_goes_on(
    mock_broker: MockBroker, emulator: Emulator, tmp_path: Path
) -> None:
    pipeline = Pipeline(mock_broker, emulator, tmp_path)
    deadly = event(DEADLY, 3, "flight.gate_changed", {"gate": "D13"})
    others = [event(DEADLY, 4, "flight.delayed", {"estimatedOut": "2013-03-08T15:50:00Z"})]
    others = [*story(DEADLY)[:2], *others]
    pipeline.produce(
        [(pipeline.topic, DEADLY.encode(), value) for value in (*others[:2], deadly, others[2])]
        + [(pipeline.topic, key.encode(), value) for key in OTHERS for value in story(key)]
    )
    for _ in range(DEATHS + TRIES):
        assert pipeline.dead_letters() == []
        with pipeline.consumer(program=PROGRAM, ready=False) as child:
            pipeline.wait_for(lambda child=child: not child.running, "the death")  # type: ignore[misc]
            assert child._process.returncode == EXIT_CODE
    with pipeline.consumer(program=PROGRAM):
        pipeline.wait_until_done()

    ((key, value, headers),) = pipeline.dead_letters()
    assert (key, value, headers["dlq.reason"]) == (DEADLY.encode(), deadly, b"process_killed")
    assert b"alone" in headers["dlq.error.message"]
    assert _registers(pipeline, DEADLY) == merged(DEADLY, others)
    for other in OTHERS:
        assert _registers(pipeline, other) == merged(other, story(other))


def _registers(pipeline: Pipeline, key: str) -> str:
    state = pipeline.item(f"FLT#{key}", "STATE")
    assert state is not None
    registers: str = state["registers"]
    return registers
