"""What follows from the registers: phase, disposition, timeliness, conflicts.

A pure function of what the registers hold, never of the order in which it arrived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.core.clock import Instant
from services.core.flight import registers as reg
from services.core.flight.bands import NOTICEABLE_MINUTES, minutes_late
from services.core.flight.event import Value
from services.core.flight.movement import Movement, Phase
from services.core.flight.truth import Disposition, Truth


class Timeliness(StrEnum):
    """Departure against schedule."""

    ON_TIME = "ON_TIME"
    DELAYED = "DELAYED"
    EARLY = "EARLY"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Derived:
    """The state that readers want: nothing here is stored truth, all of it can be computed again."""

    phase: Phase
    disposition: Disposition
    timeliness: Timeliness
    delay_minutes: int | None
    public_status: str
    conflicts: tuple[str, ...]
    truth: Truth
    facts: Mapping[str, Value]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: the derived parts, and under `facts` the values that count, times as instants."""
        return {
            "phase": self.phase.value,
            "disposition": self.disposition.value,
            "timeliness": self.timeliness.value,
            "delayMinutes": self.delay_minutes,
            "publicStatus": self.public_status,
            "conflicts": list(self.conflicts),
            "truth": self.truth.to_json(),
            "facts": {k: list(v) if isinstance(v, tuple) else v for k, v in sorted(self.facts.items())},
        }


def derive(registers: reg.Registers) -> Derived:
    """Everything that follows from the registers of one flight."""
    facts = reg.values(registers)
    movement = Movement.of(facts)
    disposition, conflicts = _disposition(registers, facts, movement)
    out = _best_out(facts, movement)
    scheduled = _instant(facts, "scheduledOut")
    delay = None if out is None or scheduled is None else minutes_late(out, scheduled)
    timeliness = _timeliness(delay)
    truth = Truth(
        disposition,
        out,
        _text(facts, "gate"),
        _text(facts, "terminal"),
        _text(facts, "diversion") if disposition is Disposition.DIVERTED else None,
        None if movement.departed else _instant(facts, "nextInfoAt"),
    )
    status = _public_status(disposition, movement.phase, timeliness)
    return Derived(movement.phase, disposition, timeliness, delay, status, conflicts, truth, facts)


def _disposition(
    registers: reg.Registers, facts: Mapping[str, Value], movement: Movement
) -> tuple[Disposition, tuple[str, ...]]:
    conflicts: list[str] = []
    if facts.get("cancelled"):
        if not movement.flew:
            return Disposition.CANCELLED, ()
        # A flight that took off is not cancelled, whatever a feed says: some call a flight that
        # they no longer track "cancelled". Which of the two was said last names the conflict.
        cancelled, off = reg.winner(registers, "cancelled"), reg.winner(registers, "actualOff")
        late = cancelled is not None and off is not None and cancelled.occurred_at > off.occurred_at
        conflicts.append("cancelled_after_off" if late else "cancelled_but_flew")
    if facts.get("diversion"):
        return Disposition.DIVERTED, tuple(conflicts)
    if movement.returned:
        return Disposition.RETURNED, tuple(conflicts)
    return Disposition.OPERATING, tuple(conflicts)


def _best_out(facts: Mapping[str, Value], movement: Movement) -> Instant | None:
    """Actual before estimated before scheduled; after a return only what lies behind it counts."""
    if movement.out is not None:
        return movement.out
    estimated = _instant(facts, "estimatedOut")
    if movement.cut is not None:
        return estimated if estimated is not None and estimated > movement.cut else None
    return estimated if estimated is not None else _instant(facts, "scheduledOut")


def _timeliness(delay: int | None) -> Timeliness:
    if delay is None:
        return Timeliness.UNKNOWN
    if delay >= NOTICEABLE_MINUTES:
        return Timeliness.DELAYED
    return Timeliness.EARLY if delay < 0 else Timeliness.ON_TIME


def _public_status(disposition: Disposition, phase: Phase, timeliness: Timeliness) -> str:
    if disposition is Disposition.CANCELLED:
        return "cancelled"
    if disposition is Disposition.DIVERTED:
        return "diverted"
    if phase is Phase.IN:
        return "arrived"
    if phase in (Phase.OUT, Phase.OFF, Phase.ON):
        return "departed"
    if phase in (Phase.BOARDING, Phase.GATE_CLOSED):
        return "boarding"
    return "delayed" if timeliness is Timeliness.DELAYED else "scheduled"


def _instant(facts: Mapping[str, Value], name: str) -> Instant | None:
    value = facts.get(name)
    return value if isinstance(value, int) else None


def _text(facts: Mapping[str, Value], name: str) -> str | None:
    value = facts.get(name)
    return value if isinstance(value, str) else None
