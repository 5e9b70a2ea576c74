"""For whom an aspect still matters."""

from dataclasses import dataclass
from typing import Final

from services.core.flight.movement import Phase
from services.core.flight.truth import Disposition, Truth
from services.core.telling.aspect import Aspect
from services.core.telling.rule import Rule

_BEFORE_GATE: Final = frozenset({Phase.SCHEDULED, Phase.BOARDING})
_BEFORE_OUT: Final = frozenset({Phase.SCHEDULED, Phase.BOARDING, Phase.GATE_CLOSED})
_OF_THE_TURN: Final = frozenset({Disposition.OPERATING, Disposition.RETURNED})


@dataclass(frozen=True, slots=True)
class Audience:
    """One contact on one flight: is it booked, does it want messages, how far has the flight come."""

    phase: Phase
    on_flight: bool = True
    opted_out: bool = False

    def kept_from(self, aspect: Aspect, told: Truth | None, published: Truth) -> Rule | None:
        """The rule that keeps this aspect from them, None where they can still act on it.

        A gate concerns those who still have to pass it, a departure time those not yet off-block; a
        cancelled flight has neither. A return to the gate, and leaving again, are felt on board.
        """
        if aspect is Aspect.DISPOSITION:
            before = told.disposition if told else Disposition.OPERATING
            turn = {before, published.disposition} <= _OF_THE_TURN
            return Rule.NOT_CONCERNED if turn and self.phase not in _BEFORE_OUT else None
        if published.disposition is Disposition.CANCELLED:
            return Rule.MOOT
        reached = _BEFORE_GATE if aspect in (Aspect.GATE, Aspect.TERMINAL) else _BEFORE_OUT
        return None if self.phase in reached else Rule.NOT_CONCERNED
