"""A whole real day lies in the topic, and the table takes less than is asked of it: nothing is lost."""

import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import pytest

from local.replay.day import replay_of
from tests.integration.containers.group.faults import Fault
from tests.integration.containers.group.members import Member
from tests.integration.containers.group.news import News
from tests.integration.containers.group.promises import broken_promises
from tests.integration.containers.group.rig import Rig
from tests.integration.containers.group.watch import CommitWatch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

DAY = date(2013, 3, 8)
CALLS = 40.0
"""A second, of each operation: a fraction of what two members ask for. One carries up to 25 items."""

FAULTS = (
    Fault("BatchExecuteStatement", "above", CALLS),
    Fault("BatchWriteItem", "above", CALLS),
    Fault("PutEvents", "above", CALLS),
    Fault("BatchGetItem", "above", CALLS),
    Fault("*", "slow", seconds=0.02),
)
INITIAL_WINDOW = 32


def test_a_day_drains_through_a_throttled_table(group: Rig) -> None:
    events = replay_of(DAY, None, 7).events
    group.say(News(one.flight_key, one.event_id, one.value) for one in events)
    windows: defaultdict[str, list[float]] = defaultdict(list)
    with group.store.failing(*FAULTS), CommitWatch(group) as watch:
        began = time.monotonic()
        members = [group.join(), group.join()]
        while group.committed() != group.ends():
            _look(members, windows)
            assert time.monotonic() - began < 150, group.committed()
            time.sleep(0.2)
        seconds = time.monotonic() - began
    throttled, asked = group.store.ask("struck")["above"], sum(group.store.ask("requests").values())
    print(_report(len(events), seconds, throttled, asked, windows))
    assert throttled > 10, "nothing was held back: this shows nothing"
    # Not how many were refused: even a window of one asks 50 times a second at 20 ms, twice what is taken.
    assert min(windows["dynamodb:BatchWriteItem"]) < INITIAL_WINDOW / 2, "nobody has slowed down"
    assert all(member.is_healthy for member in members)
    assert broken_promises(group, watch) == []


def _look(members: Sequence[Member], windows: defaultdict[str, list[float]]) -> None:
    for member in members:
        for operation, window in member.by_label("limiter_window", "operation").items():
            windows[operation].append(window)


def _report(
    events: int, seconds: float, throttled: int, asked: int, windows: defaultdict[str, list[float]]
) -> str:
    lines = [f"{events:,} events in {seconds:.0f} s; {throttled:,} calls throttled, {asked:,} done"]
    for operation, seen in sorted(windows.items()):
        lines.append(f"{operation}: window {min(seen):.0f} to {max(seen):.0f}, at the end {seen[-1]:.0f}")
    return "\n".join(lines)
