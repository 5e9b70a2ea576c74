"""Rows 11, 15 and 16 of docs/crash-matrix.md, on real groups: members that are not dead but out."""

import signal
import time

import pytest

from tests.integration.containers.group.faults import Fault
from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import HASTY, SESSION_MS, Rig
from tests.integration.containers.group.watch import CommitWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

FLIGHTS = range(1, 31)
SLOW = Fault("*", "slow", 0.7, seconds=0.3)


def test_row_11_a_zombie_writes_and_its_commits_are_fenced(group: Rig) -> None:
    """Frozen for longer than its session in the middle of things, twice, and thawed each time."""
    zombie, other = group.join(), group.join()
    group.shared_by(zombie, other)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        for first in (2, 7):
            with group.store.failing(SLOW):
                group.say(rounds(FLIGHTS, first, first + 2))
                zombie.signal(signal.SIGSTOP)
                time.sleep(SESSION_MS / 1000)
                group.say(rounds(FLIGHTS, first + 3, first + 4))
                group.shared_by(other)
                zombie.signal(signal.SIGCONT)
                group.shared_by(zombie, other)
        group.settle()
    assert zombie.child.running, zombie.child.log_tail()
    assert zombie.metric("rebalances_total") >= 3, "it never lost its partitions: this shows nothing"
    assert broken_promises(group, watch) == []


def test_row_15_left_for_want_of_polling_a_closed_epoch_commits_nothing(group: Rig) -> None:
    """A bus that refuses everything stops its intake, so it does not poll; in production it may for ever."""
    haste = (
        "kafka_clients.MAX_POLL_INTERVAL_MS=2000,bootstrap.DRAIN_SECONDS=1,gate.PROBE_SECONDS=2,"
        "watchdog.UNASSIGNED_SECONDS=3"
    )
    member = group.join(HASTY, FLIGHTPULSE_TEST_HASTE=haste)
    group.shared_by(member)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        with group.store.failing(
            Fault("PutEvents", "deny"), Fault("BatchExecuteStatement", "slow", 0.5, seconds=4.0)
        ):
            group.say(rounds(FLIGHTS, 2, 6))
            member.wait_for(lambda: bool(member.lines("epoch_finished")), "out of the group")
            (ended,) = member.lines("epoch_finished")[:1]
            assert ended["abandoned"] > 0, "no handler was at work"
        group.settle()
    assert member.metric("consumer_recreated_total") >= 1, "nothing else brings it back"
    assert broken_promises(group, watch) == []


def test_row_16_a_drain_longer_than_its_budget_is_delivered_again(group: Rig) -> None:
    """Longer than the brokers wait for it: it is put out of the group in the middle of its drain."""
    haste = "kafka_clients.REBALANCE_TIMEOUT_MS=1500,bootstrap.DRAIN_SECONDS=8"
    first, second = (group.join(HASTY, FLIGHTPULSE_TEST_HASTE=haste) for _ in range(2))
    group.shared_by(first, second)
    group.say(schedules(FLIGHTS))
    group.settle()
    second.signal(signal.SIGSTOP)
    group.shared_by(first)
    with CommitWatch(group) as watch:
        with group.store.failing(Fault("BatchExecuteStatement", "slow", seconds=4.0)):
            group.say(rounds(FLIGHTS, 2, 6))
            first.wait_for(lambda: first.metric("active_lanes") > 0, "at work")
            second.signal(signal.SIGCONT)  # it joins again at once, which a process that starts does not
            for seq in range(7, 27):  # so that there is always a write under way
                if first.lines("commit_fenced"):
                    break
                group.say(rounds(FLIGHTS, seq, seq))
                time.sleep(1.0)
            assert first.lines("commit_fenced"), first.child.log_tail()
        group.shared_by(first, second)
        group.settle()
    assert broken_promises(group, watch) == []
