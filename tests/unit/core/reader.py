"""A contact who is looked at after every fold of events, and what it was told."""

from dataclasses import dataclass, field, replace

from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, Step, step
from services.core.telling.aspect import Aspect
from services.core.telling.audience import Audience
from services.core.telling.difference import Due, Kind, due, kind_of, to_state
from services.core.telling.told import Told, after_telling
from tests.unit.core.flights import KEY


@dataclass
class Reader:
    """`heard` has the kind and the new aspects of every message, `silences` the rule of every other look."""

    state: FlightState = field(default_factory=lambda: FlightState(KEY))
    told: Told = field(default_factory=Told)
    heard: list[tuple[Kind, tuple[Aspect, ...]]] = field(default_factory=list)
    silences: list[str] = field(default_factory=list)
    opted_out: bool = False

    def after(self, *folds: list[FlightEvent], look: bool = True) -> "Reader":
        """Takes the flight through these folds, with a look at the contact after each."""
        for events in folds:
            taken = step(self.state, events)
            self.state = taken.after
            if look:
                self._look(taken)
        return self

    def _look(self, taken: Step) -> None:
        published, baseline = self.state.published, self.state.baseline
        audience = Audience(taken.derived.phase, opted_out=self.opted_out)
        found: Due = due(self.told, published, baseline, audience)
        if not found:
            self.silences.append(found.rule)
            return
        self.heard.append((kind_of(self.told, published, baseline, found.new), found.new))
        stated = frozenset(to_state(self.told, published, baseline, found.new))
        values, ever = after_telling(self.told, published, baseline, stated)
        self.told = replace(self.told, n=self.told.n + 1, values=values, ever=ever)
        assert not due(self.told, published, baseline, audience)
