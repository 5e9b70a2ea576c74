"""A batch rots on the broker's disk: it is set aside, and nothing before, behind or beside it is lost."""

import pytest

from tests.integration.containers.group.dead_letters import read_dead_letters
from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import Rig
from tests.integration.containers.group.rot import rot

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

FLIGHTS = range(1, 31)


def test_a_rotten_batch_is_set_aside_with_its_bytes_and_the_rest_goes_on(group: Rig) -> None:
    group.say(schedules(FLIGHTS))
    for seq in range(2, 8):
        group.say(rounds(FLIGHTS, seq, seq))  # each call leaves batches of its own
    partition = max(group.sent)[0]
    middle = group.ends()[partition] // 2
    group.broker.terminate()
    rotten = rot(group.broker, group.topic, partition, middle)
    group.broker.start_again()
    group.broker.wait_ready()
    for offset in range(rotten.first, rotten.last + 1):
        del group.sent[partition, offset]

    member = group.join()
    group.settle()

    (letter,) = read_dead_letters(group)
    assert letter.headers["dlq.reason"] == "corrupt_batch"
    assert letter.headers["dlq.source.partition"] == str(partition)
    assert letter.headers["dlq.source.offset"] == str(rotten.first)
    assert letter.headers["dlq.source.last_offset"] == str(rotten.last)
    assert letter.value == rotten.data
    assert member.metric("corrupt_batches_total") == 1
    assert broken_promises(group) == []
