"""A store and a bus that fail in every way, under a group on a real broker."""

import time

import pytest

from tests.integration.containers.group.faults import Fault
from tests.integration.containers.group.news import rounds, schedules
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import HASTY, Rig
from tests.integration.containers.group.watch import CommitWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(150)]

FLIGHTS = range(1, 31)
KINDS = {
    "throttled": [Fault("*", "throttle", 0.3)],
    "server errors": [Fault("*", "error", 0.3)],
    "done, and the answer lost": [Fault("*", "lose", 0.2)],
    "done after the caller gave up": [Fault("*", "hang", 0.15)],
    "slow": [Fault("*", "slow", 0.5, seconds=0.3)],
    "entries refused": [Fault("*", "partial", 0.4)],
}
EVERYTHING = [
    Fault("*", "throttle", 0.1),
    Fault("*", "error", 0.1),
    Fault("*", "lose", 0.1),
    Fault("*", "slow", 0.2, seconds=0.1),
    Fault("*", "partial", 0.2),
]


def test_each_kind_of_failure_costs_repeats_and_nothing_else(group: Rig) -> None:
    """One after the other over the same flights; last of all together, while a third member joins."""
    members = [group.join(), group.join()]
    group.shared_by(*members)
    group.say(schedules(FLIGHTS))
    group.settle()
    with CommitWatch(group) as watch:
        for number, faults in enumerate(KINDS.values()):
            with group.store.failing(*faults):
                group.say(rounds(FLIGHTS, 2 + 3 * number, 4 + 3 * number))
                time.sleep(1.5)
        with group.store.failing(*EVERYTHING):
            group.say(rounds(FLIGHTS, 20, 24))
            members.append(group.join())
            time.sleep(4.0)
        group.settle()
    struck = group.store.ask("struck")
    assert set(struck) >= {"throttle", "error", "lose", "hang", "slow", "partial"}, struck
    assert all(member.child.running and member.is_healthy for member in members)
    assert broken_promises(group, watch) == []


def test_a_store_that_is_down_for_ten_minutes_restarts_nobody(group: Rig) -> None:
    """At a fiftieth of the time: 12 s, and loops that may stand still for 8."""
    haste = (
        "health.STALLED_SECONDS=8,watchdog.SILENT_SECONDS=2,watchdog.UNASSIGNED_SECONDS=5,"
        "observe.STUCK_SECONDS=2"
    )
    members = [group.join(HASTY, FLIGHTPULSE_TEST_HASTE=haste) for _ in range(2)]
    group.shared_by(*members)
    group.say(schedules(FLIGHTS))
    group.settle()
    rebalances = [member.metric("rebalances_total") for member in members]
    with group.store.failing(Fault("*", "down")):
        began = time.monotonic()
        seq = 2
        while time.monotonic() < began + 12.0:
            group.say(rounds(FLIGHTS, seq, seq))
            seq = min(seq + 1, 20)
            assert [member.page("/health") for member in members] == [(200, '{"stalled": []}')] * 2
            time.sleep(1.0)
        assert all(member.metric("stuck_lanes") > 0 for member in members), (
            "progress is what raises the alarm"
        )
    group.settle()
    assert [member.metric("rebalances_total") for member in members] == rebalances
    assert all(member.child.running for member in members)
    assert all(member.metric("consumer_recreated_total") == 0 for member in members)
    lines, seconds = len(members[0].lines("lane_waits")), time.monotonic() - began
    assert 0 < lines < 11 * seconds, "an outage fills the log"
    assert broken_promises(group) == []


def test_two_partitioners_at_work_are_put_right_and_counted(group: Rig) -> None:
    """librdkafka's own default puts most keys elsewhere than murmur2 does."""
    members = [group.join(), group.join()]
    group.shared_by(*members)
    group.say(schedules(FLIGHTS))
    group.settle()
    for seq in range(2, 8):
        group.say(rounds(FLIGHTS, seq, seq), partitioner="consistent_random" if seq % 2 else "murmur2_random")
        group.settle()  # or a flight's news would come out of its order, which only numbers put right
    misrouted = sum(member.metric("misrouted_total") for member in members)
    assert misrouted > 3 * len(FLIGHTS) / 2, misrouted
    assert broken_promises(group) == []
