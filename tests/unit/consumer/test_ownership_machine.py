"""Whatever is assigned, delivered twice, answered late, fenced or killed, in any order: nothing is lost.

Hypothesis chooses the steps and makes a failure short. `FLIGHTPULSE_MACHINE_EXAMPLES=2000` looks longer.
"""

import logging
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.core.clock import MINUTE
from services.core.flight.event import FlightEvent, Value
from services.core.flight.key import FlightKey
from tests.unit.consumer.building import PARTITION, SCHEDULED, event
from tests.unit.consumer.gated import Fate
from tests.unit.consumer.guarantees import Violation
from tests.unit.consumer.ownership import Owner, Partnership, Parts
from tests.unit.consumer.ownership_mutants import MUTANTS

EXAMPLES = int(os.environ.get("FLIGHTPULSE_MACHINE_EXAMPLES", "25"))
STEPS = 12
OWNERS = 4
FLIGHTS = tuple(FlightKey.parse(f"UA-000{n}-2013-03-08-EWR-1") for n in (1, 2))
Change = tuple[str, dict[str, Value]]


def delayed(minutes: int) -> Change:
    return "flight.delayed", {"estimatedOut": SCHEDULED + minutes * MINUTE, "nextInfoAt": None}


def gate(name: str) -> Change:
    return "flight.gate_changed", {"gate": name}


SCHEDULE: Change = "flight.scheduled", {"scheduledOut": SCHEDULED, "destination": "IAH", "gate": "A5"}
CHANGES = (gate("B7"), gate("C9"), delayed(20), delayed(25), delayed(90))
MOSTLY_DONE = st.sampled_from((Fate.DONE, Fate.DONE, Fate.DONE, *Fate))
NUMBERED = st.tuples(st.sampled_from(FLIGHTS), st.integers(1, 9), st.sampled_from(CHANGES))

HOW = st.sampled_from(("it is killed", "it is told", "it does not know"))
SMALL = st.integers(0, 3)
DELIVER = st.tuples(st.just("deliver"), SMALL, st.integers(1, 4))
ANSWER = st.tuples(st.just("answer"), st.integers(0, 9), MOSTLY_DONE, st.integers(0, 4), st.booleans())
COMMIT = st.tuples(st.just("commit"), SMALL, st.sampled_from((None, Fate.DONE, *Fate)))
TAKE_OVER = st.tuples(st.just("take_over"), HOW, st.integers(0, 10))
WAIT = st.tuples(st.just("wait"), st.sampled_from((1.0, 6.0, 31.0)), st.booleans())
AGAIN = st.tuples(st.just("deliver_again"), st.integers(1, 4))
STEP = st.one_of(ANSWER, ANSWER, ANSWER, DELIVER, COMMIT, COMMIT, TAKE_OVER, WAIT, AGAIN)


class Ownership(RuleBasedStateMachine):
    """The steps. `parts` is what is under test."""

    parts = Parts()

    def __init__(self) -> None:
        super().__init__()
        self.all = Partnership(self.parts)
        self.all.assign()

    def _owner(self, which: int) -> Owner:
        return self.all.owners[-1 - which % min(2, len(self.all.owners))]

    @initialize(
        numbered=st.lists(NUMBERED, min_size=4, max_size=8),
        deadly=st.sampled_from((None, None, 2, 3)),
        most=st.integers(1, 10),
        opening=st.lists(STEP, min_size=8, max_size=24),
    )
    def accept(self, numbered: list[Any], deadly: int | None, most: int, opening: list[Any]) -> None:
        """The log: what has a number that was there already is a copy, and one event may be deadly.

        Hypothesis leaves rules out of a run and ends many early, so each has an opening of all kinds.
        """
        known: dict[tuple[FlightKey, int], FlightEvent] = {}
        for flight, seq, (kind, facts) in [*((flight, 0, SCHEDULE) for flight in FLIGHTS), *numbered]:
            one = event(seq + 10 * FLIGHTS.index(flight), kind, facts, flight)
            self.all.log.append(known.setdefault((flight, seq), one))
        if deadly is not None:
            self.all.poison.add(self.all.log[deadly].event_id)
        self.deliver(0, most)
        for name, *arguments in opening:
            if name != "take_over" or len(self.all.owners) < OWNERS:
                getattr(self, name)(*arguments)

    @rule(which=SMALL, most=st.integers(1, 4))
    def deliver(self, which: int, most: int) -> None:
        """Records reach the owner, or now and then the one before."""
        owner = self._owner(which == 3)
        for offset in range(owner.position, min(owner.position + most, len(self.all.log))):
            self.all.deliver(owner, offset)

    @rule(back=st.integers(1, 4))
    def deliver_again(self, back: int) -> None:
        """A fetch starts over below its position, while the first copies are still in their lanes."""
        owner = self.all.owners[-1]
        for offset in range(max(owner.start, owner.position - back), owner.position):
            self.all.deliver(owner, offset)

    @rule(which=st.integers(0, 9), fate=MOSTLY_DONE, more=st.integers(0, 8), newest=st.booleans())
    def answer(self, which: int, fate: Fate, more: int, newest: bool) -> None:
        """One of the calls under way ends in any way, then some more succeed, the oldest or newest first."""
        if self.all.gate.waiting:
            self.all.decide(which, fate)
        for _ in range(more):
            if self.all.gate.waiting:
                self.all.decide(-1 if newest else 0, Fate.DONE)

    @rule(which=SMALL, fate=st.sampled_from((None, Fate.DONE, *Fate)))
    def commit(self, which: int, fate: Fate | None) -> None:
        """A commit is sent, and may be answered before anything else."""
        if self.all.commit(self._owner(which == 3)) and fate is not None:
            self.all.decide(-1, fate)

    @precondition(lambda self: len(self.all.owners) < OWNERS)
    @rule(how=HOW, most=st.integers(0, 10))
    def take_over(self, how: str, most: int) -> None:
        """Another process is assigned the partition; the owner dies, stops, or goes on."""
        owner = self.all.owners[-1]
        if how == "it is killed":
            self.all.kill(owner)
        elif how == "it is told":
            self.all.revoke(owner)
        self.all.assign()
        self.deliver(0, most)

    @rule(seconds=st.sampled_from((1.0, 6.0, 31.0)), late=st.booleans())
    def wait(self, seconds: float, late: bool) -> None:
        """Back-offs end, commits are given up, repeats fall due; what nobody waits for may arrive."""
        self.all.advance(seconds)
        if late and self.all.gate.late:
            self.all.gate.late.pop(0)()

    @invariant()
    def no_repeat_without_a_reason(self) -> None:
        """An envelope is out once for each owner, and once more for each fault and each second delivery."""
        copies = Counter(one.id for one in self.all.bus.accepted)
        bound = len(self.all.owners) + self.all.gate.faults
        if copies and max(copies.values()) > bound:
            raise Violation(f"{max(copies.values())} copies of one envelope, with {bound} reasons")

    def teardown(self) -> None:
        """The last owner, or another one when it is gone, ends the log; nothing happens to it any more."""
        try:
            self._end()
        finally:
            for owner in self.all.owners:
                self.all.kill(owner)
            self.all.clock.close()

    def _end(self) -> None:
        while self.all.gate.late:
            self.all.gate.late.pop()()
        if self.all.owners[-1].over:
            self.all.assign()
        owner = self.all.owners[-1]
        for offset in range(owner.position, len(self.all.log)):
            self.all.deliver(owner, offset)
        for _ in range(1000):  # a deadly record takes three, and each copy of it three more
            while self.all.gate.waiting:
                self.all.decide(0, Fate.DONE)
            if self.all.group.offsets.get(PARTITION, 0) == len(self.all.log) and not owner.lanes.running:
                break
            self.all.advance(31)
            self.all.commit(owner)
        else:
            raise Violation("the log is never done")
        self.all.guarantees.at_end()


def run(parts: Parts, **changes: Any) -> None:
    machine = type("Machine", (Ownership,), {"parts": parts})
    profile = {"max_examples": EXAMPLES, "stateful_step_count": STEPS, "deadline": None, **changes}
    run_state_machine_as_test(machine, settings=settings(suppress_health_check=list(HealthCheck), **profile))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_no_order_of_steps_violates_a_guarantee() -> None:
    run(Parts())


@pytest.mark.parametrize("name", MUTANTS)
def test_the_machine_finds_the_mutant(name: str) -> None:
    with pytest.raises(Violation):
        run(MUTANTS[name], max_examples=100, phases=[Phase.generate])  # found is enough: not made short
