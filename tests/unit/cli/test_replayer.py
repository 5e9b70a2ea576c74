"""The replay itself: order, departures that wait, and services that die."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pytest

from flightpulse.demo.pacing import Pacer
from flightpulse.demo.progress import Message, Progress, Watched
from flightpulse.demo.replayer import DEPARTURE, Replayer
from local.replay.day import replay_of
from local.replay.stream import ReplayEvent
from local.runtime.child import ChildFailed

DAY = replay_of(date(2013, 3, 8), 4, 7)


class World:
    """Stands for producer, gate, watcher, sweeper, screen and one service."""

    name, running = "the consumer", True

    def __init__(self, *, refusals: int = 0) -> None:
        self.sent: list[ReplayEvent] = []
        self.notes: list[str] = []
        self.asked: list[str] = []
        self.swept: list[int] = []
        self.swept_before_asking: list[bool] = []
        self.flushed = 0
        self.shown: list[Progress] = []
        self._refusals = refusals
        self.polls = 0

    def send(self, event: ReplayEvent) -> None:
        self.sent.append(event)

    def flush(self) -> None:
        self.flushed += 1

    def remember(self, event: ReplayEvent) -> None:
        assert event.event_type != DEPARTURE

    def holds(self, flight_key: str) -> bool:
        self.asked.append(flight_key)
        return self._refusals > 0

    def clear(self, flight_keys: Sequence[str], now: int) -> frozenset[str]:
        self.swept_before_asking.append(now in self.swept)
        self.polls += 1
        self._refusals -= 1
        return frozenset() if self._refusals > 0 else frozenset(flight_keys)

    def take_messages(self) -> list[Message]:
        return []

    @property
    def watched(self) -> Watched:
        return Watched(finished=len(self.sent))

    def at(self, now: int) -> None:
        self.swept.append(now)

    finish = at

    def message(self, message: Message) -> None: ...

    def note(self, text: str) -> None:
        self.notes.append(text)

    def update(self, progress: Progress) -> None:
        self.shown.append(progress)

    def log_tail(self) -> str:
        return "out of memory"


class Gate:
    """The departure gate's three calls."""

    def __init__(self, world: World) -> None:
        self.sent, self.holds, self.clear = world.remember, world.holds, world.clear


def by_flight(event: ReplayEvent) -> str:
    return event.flight_key


def replayer(world: World) -> Replayer:
    part = cast(Any, world)
    pacer = Pacer(0, DAY.events[0].published_at)
    return Replayer(DAY, part, pacer, cast(Any, Gate(world)), part, part, part, [part])


@pytest.fixture(autouse=True)
def _no_waiting_for_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.replayer.STILL_SECONDS", 0)
    monkeypatch.setattr("flightpulse.demo.replayer.POLL_SECONDS", 0.002)


def test_every_event_is_sent_once_in_order_and_each_departure_asks_first() -> None:
    world = World()
    replayer(world).run()

    assert world.sent == list(DAY.events)
    departures = [event.flight_key for event in DAY.events if event.event_type == DEPARTURE]
    assert world.asked == departures
    last = world.shown[-1]
    assert (last.sent, last.departed, last.lag) == (len(DAY.events), len(departures), 0)


def test_a_departure_is_held_until_the_gate_is_clear() -> None:
    world = World(refusals=6)
    replayer(world).run()

    assert world.polls >= 6
    assert all(world.swept_before_asking), "it may wait for somebody whose quiet hours are over"
    assert world.notes == []
    assert sorted(world.sent, key=by_flight) == sorted(DAY.events, key=by_flight), "in order within a flight"
    assert world.sent != list(DAY.events), "the other flights went on"


def test_the_day_stands_still_while_too_many_flights_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.replayer.MOST_HELD", 0)
    world = World(refusals=5)
    replayer(world).run()

    assert (world.polls >= 5, world.sent) == (True, list(DAY.events))


def test_a_departure_is_not_held_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.replayer.LONGEST_HOLD_SECONDS", 0.01)
    world = World(refusals=10_000)
    replayer(world).run()

    assert len(world.sent) == len(DAY.events)
    assert "leaves although not everybody was told in time" in world.notes[0]


def test_after_some_holds_in_vain_nothing_waits_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flightpulse.demo.replayer.LONGEST_HOLD_SECONDS", 0.01)
    monkeypatch.setattr("flightpulse.demo.replayer.HOLDS_IN_VAIN", 1)
    world = World(refusals=10_000)
    replayer(world).run()

    departures = sum(event.event_type == DEPARTURE for event in DAY.events)
    assert (departures > 1, len(world.notes), len(world.sent)) == (True, 1, len(DAY.events))


def test_the_day_is_swept_up_to_its_end() -> None:
    world = World()
    replayer(world).run()

    assert world.swept[-1] == DAY.events[-1].published_at


def test_a_service_that_dies_ends_the_replay_with_the_end_of_its_log() -> None:
    world = World()
    world.running = False

    with pytest.raises(ChildFailed, match=r"the consumer ended in the middle(?s:.*)out of memory"):
        replayer(world).run()
