"""A record that kills is set aside without a look at it, and never when its state is written."""

import pytest

from services.consumer.errors import ProcessKilled
from services.consumer.killed import set_aside
from services.consumer.records import Partition, Record
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    Surroundings,
    arrival,
    delayed,
    queue,
    record,
    scheduled,
)

ERROR = ProcessKilled("4 runs in a row died, the last 2 while they handled this record alone")


@pytest.fixture
async def around() -> Surroundings:
    """A flight whose state holds what followed from offsets 1 and 2."""
    made = Surroundings()
    epoch = made.epoch()
    lane = made.lane(epoch)
    queue(lane, epoch, arrival(1, scheduled()), arrival(2, delayed(2, 45)))
    await lane.run()
    return made


@pytest.mark.parametrize(
    "one",
    [
        record(3, b"whatever it is"),
        record(2, b"x", Partition(PARTITION.topic, PARTITION.number + 1)),
        Record(PARTITION, 1, b"\xff", b"x"),
        Record(PARTITION, 1, None, b"x"),
    ],
    ids=["not written", "of another partition", "a key that is none", "no key"],
)
async def test_a_record_that_is_not_written_is_dead_lettered(around: Surroundings, one: Record) -> None:
    await set_aside(around.tools(), one, ERROR)
    assert around.dead_letters.records == [(one, "process_killed", 1)]
    assert around.dead_letters.envelopes == []


@pytest.mark.parametrize("offset", [1, 2])
async def test_of_one_whose_state_is_written_the_envelopes_are(around: Surroundings, offset: int) -> None:
    """Done with its outbox unpublished, the offset would prove that it was."""
    await set_aside(around.tools(), record(offset), ERROR)
    assert around.dead_letters.records == []
    outbox = around.store.writes[-1].outbox
    assert [one.envelope.id for one in around.dead_letters.envelopes] == [one.id for one in outbox.envelopes]
    assert {(one.code, one.message) for one in around.dead_letters.envelopes} == {
        ("process_killed", str(ERROR))
    }
    assert outbox.envelopes[0].detail["flightKey"] == str(KEY)
