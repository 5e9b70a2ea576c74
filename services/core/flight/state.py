"""The state of one flight and the step that events take it to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.core.flight import registers as reg
from services.core.flight.changes import Announcement, announce
from services.core.flight.derive import Derived, derive
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.truth import Baseline, Truth


@dataclass(frozen=True, slots=True)
class FlightState:
    """What the table holds of a flight, less its outbox.

    `ver` is the compare-and-set counter (0: not stored yet), `published` the truth last announced,
    `baseline` what passengers booked, `left_baseline` whether `published` was ever off it.
    """

    key: FlightKey
    ver: int = 0
    registers: reg.Registers = field(default_factory=dict)
    published: Truth = field(default_factory=Truth)
    baseline: Baseline = field(default_factory=Baseline)
    left_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a fold of events makes of a state. `verdicts` has, per event, the fields it changed."""

    before: FlightState
    after: FlightState
    derived: Derived
    announcements: tuple[Announcement, ...]
    verdicts: tuple[frozenset[str], ...]

    @property
    def writes(self) -> bool:
        """Whether the table has to change: registers did, or the truth differs from `published`."""
        return any(self.verdicts) or bool(self.announcements)


def step(state: FlightState, events: Sequence[FlightEvent]) -> Step:
    """Merge events into a state and find what is to be announced. `after.ver` is one more."""
    registers, verdicts = state.registers, []
    for event in events:
        registers, changed = reg.merge(registers, event)
        verdicts.append(changed)
    derived = derive(registers)
    before = derive(state.registers) if state.ver else None
    announced = announce(state.published, state.baseline, state.left_baseline, derived, before)
    after = FlightState(
        state.key,
        state.ver + 1,
        registers,
        announced.published,
        announced.baseline,
        announced.left_baseline,
    )
    return Step(state, after, derived, announced.announcements, tuple(verdicts))
