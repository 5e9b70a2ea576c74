"""A consumer killed at the rows of the crash matrix and started again (docs/crash-matrix.md)."""

import time
from collections import defaultdict
from pathlib import Path

import pytest

from local.broker import MockBroker
from local.emulator.emulator import Emulator
from services.consumer.checkpoints import EXIT_CODE
from services.consumer.formats.canonical import decode_canonical
from services.core.contracts.envelope import Envelope
from services.core.table.history_item import history_item
from tests.reliability.events import key_of, merged, story
from tests.reliability.pipeline import Pipeline

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow]

KEYS = [key_of(number) for number in range(1, 7)]


@pytest.fixture
def pipeline(mock_broker: MockBroker, emulator: Emulator, tmp_path: Path) -> Pipeline:
    return Pipeline(mock_broker, emulator, tmp_path)


@pytest.mark.parametrize(("row", "passing"), [("row-4", 1), ("row-5", 2), ("row-7", 2), ("row-8", 4)])
def test_a_kill_at_this_row_loses_nothing_and_announces_nothing_twice(
    pipeline: Pipeline, row: str, passing: int
) -> None:
    """4: written, answer unknown; 5: not published; 7: published, answer unknown; 8: not committed."""
    with pipeline.consumer():  # its own process: the passings of a row are those of news only
        _schedule(pipeline)
    with pipeline.consumer(crash_at=f"{row}:{passing}") as child:
        _produce_news(pipeline)
        pipeline.wait_for(lambda: not child.running, f"the kill at {row}")
        assert child._process.returncode == EXIT_CODE
    with pipeline.consumer():
        pipeline.wait_until_done()
        _check(pipeline)


def test_a_sigterm_in_the_middle_ends_well_and_loses_nothing(pipeline: Pipeline) -> None:
    with pipeline.consumer() as child:
        _schedule(pipeline)
        _produce_news(pipeline)
        child._process.terminate()
        began = time.monotonic()
        assert child._process.wait(timeout=30) == 0
        assert time.monotonic() - began < 25
    with pipeline.consumer():
        pipeline.wait_until_done()
        _check(pipeline)


def test_a_broker_outage_stops_nothing_for_good_and_restarts_nobody(pipeline: Pipeline) -> None:
    with pipeline.consumer() as child:
        _schedule(pipeline)
        _produce_news(pipeline)
        pipeline.broker.down()
        time.sleep(2.0)
        assert '"stalled": []' in pipeline.get("/health")
        pipeline.broker.up()
        pipeline.wait_until_done()
        assert child.running
        _check(pipeline)


def _schedule(pipeline: Pipeline) -> None:
    """Every flight's first event, and wait: folded with a schedule, a gate is no change of one."""
    _produce(pipeline, slice(0, 1))
    pipeline.wait_until_done()


def _produce_news(pipeline: Pipeline) -> None:
    _produce(pipeline, slice(1, None))


def _produce(pipeline: Pipeline, part: slice) -> None:
    """This part of each flight's story, interleaved, as a feed sends them."""
    rounds = zip(*(story(key)[part] for key in KEYS), strict=True)
    pipeline.produce(
        [
            (pipeline.topic, key.encode(), value)
            for values in rounds
            for key, value in zip(KEYS, values, strict=True)
        ]
    )


def _check(pipeline: Pipeline) -> None:
    envelopes = _all_published(pipeline)
    for key in KEYS:
        state = pipeline.item(f"FLT#{key}", "STATE")
        assert state is not None
        assert state["registers"] == merged(key, story(key))
        assert _history(pipeline, key) == [history_item(decode_canonical(one))["SK"] for one in story(key)]
        _check_announced(key, [one for one in envelopes if one.detail["flightKey"] == key])


def _check_announced(key: str, envelopes: list[Envelope]) -> None:
    by_id: dict[str, list[Envelope]] = defaultdict(list)
    for envelope in envelopes:
        by_id[envelope.id].append(envelope)
    for copies in by_id.values():
        assert all(copy == copies[0] for copy in copies), f"{key}: one id, two contents"
    firsts = [copies[0] for copies in by_id.values()]
    # The queue hears in order, so insertion order is the order of first publication.
    versions = [one.detail["ver"] for one in firsts]
    assert versions == sorted(versions), f"{key} was first published out of order"
    types = [one.detail_type for one in firsts]
    assert types.count("flight.delayed") == 1, f"{key}: {types}"
    assert types.count("flight.gate_changed") == 1, f"{key}: {types}"


def _all_published(pipeline: Pipeline) -> list[Envelope]:
    """Everything committed is published; the queue behind the bus may need a moment."""
    expected = 2 * len(KEYS)

    def complete() -> bool:
        told = {
            one.id
            for one in pipeline.published()
            if one.detail_type in ("flight.delayed", "flight.gate_changed")
        }
        return len(told) >= expected

    pipeline.wait_for(complete, "the queue to hear of everything")
    time.sleep(0.3)
    return pipeline.published()


def _history(pipeline: Pipeline, key: str) -> list[str]:
    answer = pipeline.aws.client("dynamodb").query(
        TableName=pipeline.name,
        KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ExpressionAttributeValues={":pk": {"S": f"FLT#{key}"}, ":sk": {"S": "EVT#"}},
    )
    return [item["SK"]["S"] for item in answer["Items"]]
