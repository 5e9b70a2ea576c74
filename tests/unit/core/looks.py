"""A small model of looks at one contact: each read and each write is a step of its own.

Only the order of the steps is modelled; what is due, and what is known after a message, is the real
thing. A look can stop for ever between any two steps.
"""

import random
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from services.core.flight.derive import derive
from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step
from services.core.flight.truth import Truth
from services.core.telling.aspect import Aspect
from services.core.telling.audience import Audience
from services.core.telling.difference import Due, due, to_state
from services.core.telling.told import Told, after_telling
from tests.unit.core.flights import KEY

Steps = Iterator[None]


class Violated(AssertionError):
    """A guarantee does not hold."""


@dataclass(frozen=True)
class Clauses:
    """The clauses of the protocol; each can be taken away to see that it is needed."""

    told_before_state: bool = True
    looks_again: bool = True
    takes_up_pending: bool = True
    clears_on_n: bool = True


@dataclass
class World:
    """One flight, one contact. `sent` has, by number, what was said, and of which version."""

    clauses: Clauses = field(default_factory=Clauses)
    state: FlightState = field(default_factory=lambda: FlightState(KEY))
    told: Told = field(default_factory=Told)
    versions: dict[int, int] = field(default_factory=dict)
    sent: dict[int, Truth] = field(default_factory=dict)
    looks: list[Steps] = field(default_factory=list)

    def change(self, events: Sequence[FlightEvent]) -> None:
        """A fold is written; what it announces asks for a look."""
        taken = step(self.state, events)
        self.state = taken.after
        if any(one.detail_type != "flight.status_changed" for one in taken.announcements):
            self.looks.append(self.look())

    def look(self) -> Steps:
        """The look of docs/adr/0060, one step at a time."""
        while True:
            early = self.state
            if not self.clauses.told_before_state:
                yield
            told = self.told  # (1)
            yield
            if told.pending:
                if not self.clauses.takes_up_pending:
                    return
                self._publish(told)
                yield
            first = None if self.clauses.told_before_state else early
            if (yield from self._settle(told, first)):
                return

    def _settle(self, told: Told, seen: FlightState | None) -> Generator[None, None, bool]:
        """(2) to (5). True when the look is over."""
        while True:
            flight = seen if seen is not None else self.state
            seen = None
            yield
            found = self._due(told, flight)  # (3)
            if not found:
                if not self.clauses.clears_on_n or self.told.n == told.n:
                    self.told = replace(self.told, pending=())
                return True
            if self.told.n != told.n:
                return False
            told = self.told = self._advanced(told, flight, found.new)  # (4)
            self.versions[told.n] = flight.ver
            yield
            self._publish(told)
            yield
            if not self.clauses.looks_again:
                self.told = replace(self.told, pending=()) if self.told.n == told.n else self.told
                return True

    def _due(self, told: Told, flight: FlightState) -> Due:
        audience = Audience(derive(flight.registers).phase)
        return due(told, flight.published, flight.baseline, audience)

    def _advanced(self, told: Told, flight: FlightState, new: tuple[Aspect, ...]) -> Told:
        stated = frozenset(to_state(told, flight.published, flight.baseline, new))
        values, ever = after_telling(told, flight.published, flight.baseline, stated)
        return Told(told.n + 1, values, ever, ({"n": told.n + 1},))

    def _publish(self, told: Told) -> None:
        assert told.values is not None
        if self.sent.setdefault(told.n, told.values) != told.values:
            raise Violated(f"number {told.n} has two texts")

    def judge(self) -> None:
        """What has to be true once everything has come to rest."""
        if self._due(self.told, self.state):
            raise Violated("the final truth is not told")
        if self.told.pending or sorted(self.sent) != list(range(1, self.told.n + 1)):
            raise Violated(f"told {self.told.n}, sent {sorted(self.sent)}")
        for n in range(2, self.told.n + 1):
            if self.sent[n] == self.sent[n - 1] or self.versions[n] <= self.versions[n - 1]:
                raise Violated(f"number {n} tells nothing newer than the one before")


def play(folds: Sequence[Sequence[FlightEvent]], chance: random.Random, clauses: Clauses) -> World:
    """Changes and looks in any order; looks die, and come twice. Raises Violated."""
    world, coming, deadly, cut_short = World(clauses), list(folds), chance.choice((0.0, 0.2)), False
    while coming or world.looks:
        if coming and chance.random() < 0.25:
            world.change(coming.pop(0))
        elif chance.random() < 0.05:
            world.looks.append(world.look())  # an event delivered twice, a booking, the sweeper
        elif world.looks:
            at = chance.randrange(len(world.looks))
            over = next(world.looks[at], world) is world
            dies = not over and chance.random() < deadly
            cut_short = cut_short or dies
            if over or dies:
                del world.looks[at]
    if cut_short or world.told.pending:
        for _ in world.look():  # the sweeper starts again what is open
            pass
    world.judge()
    return world
