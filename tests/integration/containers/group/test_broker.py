"""The broker ends and comes back, and the way to it is cut, under a group."""

import time

import pytest

from tests.integration.containers.base import FROM_HOST, Base
from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import Rig
from tests.integration.containers.group.watch import CommitWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

FLIGHTS = range(1, 31)
LINES_A_SECOND = 10
"""What the consumer lets pass of what aiokafka says."""


def test_a_group_outlives_its_broker(group: Rig) -> None:
    members = [group.join() for _ in range(3)]
    group.shared_by(*members)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        group.say(rounds(FLIGHTS, 2, 5))
        group.broker.kill()
        down = time.monotonic()
        time.sleep(3.0)
        assert all(member.is_healthy for member in members)
        group.broker.start_again()
        group.broker.wait_ready()
        seconds = time.monotonic() - down
        group.say(rounds(FLIGHTS, 6, 9))
        group.settle()
    assert all(member.child.running for member in members)
    assert max(_lines_of_aiokafka(member.child.log()) for member in members) < LINES_A_SECOND * (seconds + 30)
    assert all(member.metric("consumer_recreated_total") == 0 for member in members)
    assert broken_promises(group, watch) == []


def test_connections_that_are_cut_and_reset_lose_nothing(group: Rig, base: Base) -> None:
    members = [group.join(bootstrap=base.spoiled_bootstrap) for _ in range(3)]
    group.shared_by(*members)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        for first in (2, 5, 8):
            group.say(rounds(FLIGHTS, first, first + 1))
            with base.proxy.cut(FROM_HOST):
                group.say(rounds(FLIGHTS, first + 2, first + 2))
                time.sleep(1.0)
        with base.proxy.toxic(FROM_HOST, "reset_peer", {"timeout": 300}):
            group.say(rounds(FLIGHTS, 11, 13))
            time.sleep(2.0)
        group.settle()
    assert all(member.child.running for member in members)
    assert broken_promises(group, watch) == []


def test_sigterm_without_a_broker_in_reach_ends_in_its_time(group: Rig) -> None:
    """Also with a commit in flight, with which aiokafka's own stop would hang for ever."""
    member = group.join()
    group.shared_by(member)
    group.say(schedules(FLIGHTS))
    group.settle()
    group.say(rounds(FLIGHTS, 2, 9))
    group.broker.kill()
    try:
        member.wait_for(lambda: member.metric("commit_age_seconds") > 0, "with a commit that waits")
        began = time.monotonic()
        assert member.leave() == 0, member.child.log_tail()
        assert time.monotonic() - began < 60.0
    finally:
        group.broker.start_again()
        group.broker.wait_ready()
    group.join()
    group.settle()
    assert broken_promises(group) == []


def _lines_of_aiokafka(log: str) -> int:
    return sum('"logger": "aiokafka' in line for line in log.splitlines())
