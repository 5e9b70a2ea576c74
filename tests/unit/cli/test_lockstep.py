"""A replay in lockstep: nothing of a minute is sent before the minute before it has come to its end."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from flightpulse.demo.lockstep import Lockstep, rounds
from flightpulse.demo.progress import Message, Progress, Watched
from local.replay.day import replay_of
from local.replay.stream import ReplayEvent
from local.report.totals import Total
from local.runtime.child import ChildFailed
from services.core.clock import MINUTE

DAY = replay_of(date(2013, 3, 8), 4, 7)
HALF_HOUR = 30 * MINUTE


class World:
    """Stands for producer, drain, watcher, sweeper, screen and one service."""

    name, running = "the consumer", True
    waits_for = "the workflows of e1"
    mark = DAY.events[0].published_at

    def __init__(self, *, polls: int = 0) -> None:
        self.log: list[str] = []
        self.notes: list[str] = []
        self.swept: list[int] = []
        self.shown: list[Progress] = []
        self._polls = polls
        self._left = polls
        self.unreleased = 0

    def passed(self, now: int) -> list[int]:
        mark = now - now % HALF_HOUR
        passed, self.mark = [mark] if mark > self.mark else [], mark
        return passed

    def released(self, now: int) -> bool:
        assert now == self.mark
        self.unreleased -= 1
        if self.unreleased < 0:
            self.log.append(f"released {now}")
        return self.unreleased < 0

    def send(self, event: ReplayEvent) -> None:
        self.log.append(event.event_id)

    def flush(self) -> None:
        self.log.append("flush")

    def sent(self, batch: list[ReplayEvent]) -> None:
        self._left = self._polls
        self.log.append(f"drain {len(batch)}")

    def done(self) -> bool:
        self._left -= 1
        return self._left < 0

    def take_messages(self) -> list[Message]:
        return []

    watched = Watched()

    def finish(self, now: int) -> None:
        self.swept.append(now)

    def message(self, message: Message) -> None: ...

    def totals(self, totals: dict[str, Total]) -> None: ...

    def note(self, text: str) -> None:
        self.notes.append(text)

    def update(self, progress: Progress) -> None:
        self.shown.append(progress)

    def log_tail(self) -> str:
        return "out of memory"


def lockstep(world: World) -> Lockstep:
    part = cast(Any, world)
    return Lockstep(DAY, part, part, part, part, part, [part], world.released)


@pytest.fixture(autouse=True)
def _no_waiting_for_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.lockstep.STILL_SECONDS", 0)


def test_every_event_is_sent_in_order_and_each_round_is_drained() -> None:
    world = World(polls=1)
    lockstep(world).run()

    expected: list[str] = []
    swept: list[int] = []
    mark = DAY.events[0].published_at
    for batch in rounds(DAY.events):
        if (passed := batch[0].published_at // HALF_HOUR * HALF_HOUR) > mark:
            mark = passed
            expected.append(f"released {mark}")
            swept.append(mark)
        expected += [*(event.event_id for event in batch), "flush", f"drain {len(batch)}"]
    assert world.log == expected
    assert world.notes == []
    assert world.swept == [*swept, DAY.events[-1].published_at]


def test_what_is_not_released_in_time_is_named_and_the_replay_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("flightpulse.demo.lockstep.LONGEST_DRAIN_SECONDS", 0.0)
    world = World()
    world.unreleased = 1
    lockstep(world).run()

    assert [note.partition(" until ")[0] for note in world.notes] == ["what was held"]
    assert set(world.log) >= {event.event_id for event in DAY.events}


def test_a_departure_that_comes_twice_is_one_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.lockstep.SHOW_SECONDS", 0.0)
    left = [event for event in DAY.events if event.event_type == "flight.off_block"]
    world = World()
    part = cast(Any, world)
    twice = replace(DAY, events=(*DAY.events, *left))
    Lockstep(twice, part, part, part, part, part, [part], world.released).run()

    last = world.shown[-1]
    assert (last.departed, last.sent) == (len(left), len(DAY.events) + len(left))


def test_a_round_is_of_one_minute_and_has_a_flight_once() -> None:
    first = DAY.events[0]
    soon = replace(first, event_id="soon", published_at=first.published_at + 1)
    later = replace(first, event_id="later", published_at=first.published_at + MINUTE)
    other = replace(soon, event_id="other", flight_key="AA-0001-2013-03-08-JFK-1")

    found = [[event.event_id for event in batch] for batch in rounds([first, other, soon, later])]

    assert found == [[first.event_id, "other"], ["soon"], ["later"]]


def test_a_minute_that_does_not_end_is_named_and_the_replay_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.lockstep.LONGEST_DRAIN_SECONDS", 0.0)
    world = World(polls=10_000)
    lockstep(world).run()

    assert "the workflows of e1" in world.notes[0]
    assert len(world.notes) == len(list(rounds(DAY.events)))


def test_a_service_that_dies_ends_the_replay_with_the_end_of_its_log() -> None:
    world = World()
    world.running = False

    with pytest.raises(ChildFailed, match=r"the consumer ended in the middle(?s:.*)out of memory"):
        lockstep(world).run()
