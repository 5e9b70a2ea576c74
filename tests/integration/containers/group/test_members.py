"""Members join, leave and are killed: nothing is lost, everything stays in order."""

import pytest

from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import Rig
from tests.integration.containers.group.watch import CommitWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

FLIGHTS = range(1, 41)


def test_three_members_join_leave_and_are_killed(group: Rig) -> None:
    first = group.join()
    group.shared_by(first)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        group.say(rounds(FLIGHTS, 2, 5))
        second, third = group.join(), group.join()
        group.say(rounds(FLIGHTS, 6, 9))
        group.shared_by(first, second, third)
        group.say(rounds(FLIGHTS, 10, 12))
        second.kill()
        group.say(rounds(FLIGHTS, 13, 15))
        group.shared_by(first, third)
        group.say(rounds(FLIGHTS, 16, 18))
        assert third.leave() == 0, third.child.log_tail()
        group.shared_by(first)
        group.settle()
    assert broken_promises(group, watch) == []
    assert len(watch.samples) > 10
