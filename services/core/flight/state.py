"""The state of one flight and the step that events take it to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.core.clock import Instant
from services.core.flight import registers as reg
from services.core.flight.changes import Announcement, announce
from services.core.flight.derive import Derived, derive
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.ruling import Ruling, rule
from services.core.flight.truth import Baseline, Truth

MARKS: Final = 64
"""Marks of events kept out that a state remembers: a source without discipline cannot grow it for ever."""


@dataclass(frozen=True, slots=True)
class FlightState:
    """What the table holds of a flight, less its outbox.

    `ver` is the compare-and-set counter (0: not stored yet), `published` the truth last announced,
    `baseline` what passengers booked, `left_baseline` whether `published` was ever off it, `kept_out`
    the marks of events that contradict another of the same number, the newest last.
    """

    key: FlightKey
    ver: int = 0
    registers: reg.Registers = field(default_factory=dict)
    published: Truth = field(default_factory=Truth)
    baseline: Baseline = field(default_factory=Baseline)
    left_baseline: bool = False
    kept_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What a fold of events makes of a state.

    `rulings` has the verdict on each event, `new_conflicts` what sources say since then that cannot be.
    """

    before: FlightState
    after: FlightState
    derived: Derived
    announcements: tuple[Announcement, ...]
    rulings: tuple[Ruling, ...]
    new_conflicts: tuple[str, ...] = ()

    @property
    def verdicts(self) -> tuple[frozenset[str], ...]:
        """Per event, the fields that it changed."""
        return tuple(ruling.changed for ruling in self.rulings)

    @property
    def writes(self) -> bool:
        """Whether the table has to change: registers did, an event was kept out, or news is due."""
        return (
            bool(self.announcements)
            or any(ruling.changed for ruling in self.rulings)
            or self.before.kept_out != self.after.kept_out
        )


def step(
    state: FlightState,
    events: Sequence[FlightEvent],
    as_of: Instant | None = None,
    known: Derived | None = None,
) -> Step:
    """Merge events into a state and find what is to be announced. `after.ver` is one more.

    `as_of` is the business time; when it is not given, the last time that a source spoke. `known` is
    what follows from the registers of `state`, for a caller that has it already.
    """
    now = as_of if as_of is not None else max((event.published_at for event in events), default=0)
    registers, kept_out, rulings = state.registers, state.kept_out, []
    for event in events:
        registers, ruling = rule(registers, kept_out, event, now)
        if ruling.mark is not None and ruling.mark not in kept_out:
            kept_out = (*kept_out, ruling.mark)[-MARKS:]
        rulings.append(ruling)
    derived = derive(registers)
    before = (known or derive(state.registers)) if state.ver else None
    announced = announce(state.published, state.baseline, state.left_baseline, derived, before, now)
    after = FlightState(
        state.key,
        state.ver + 1,
        registers,
        announced.published,
        announced.baseline,
        announced.left_baseline,
        kept_out,
    )
    named = before.conflicts if before else ()
    new_conflicts = tuple(name for name in derived.conflicts if name not in named)
    return Step(state, after, derived, announced.announcements, tuple(rulings), new_conflicts)
