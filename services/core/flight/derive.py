"""What follows from the registers: phase, disposition, timeliness, conflicts.

A pure function of what the registers hold, never of the order in which it arrived.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.core.clock import HOUR, Instant
from services.core.flight import registers as reg
from services.core.flight.bands import NOTICEABLE_MINUTES, minutes_late
from services.core.flight.disposition import disposition_of
from services.core.flight.event import Value
from services.core.flight.movement import UNDER_WAY, Movement, Phase
from services.core.flight.truth import Disposition, Truth

BOARDING_LEAD: Final = HOUR
"""Nobody boards earlier than this before a departure."""


class Timeliness(StrEnum):
    """Departure against schedule."""

    ON_TIME = "ON_TIME"
    DELAYED = "DELAYED"
    EARLY = "EARLY"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Derived:
    """The state that readers want: nothing here is stored truth, all of it can be computed again.

    `not_observed` has the phases that the flight passed without a report (AIDX feeds drop events).
    `conflicts` names what sources said that cannot be: it is parked, and no passenger hears of it.
    """

    phase: Phase
    disposition: Disposition
    timeliness: Timeliness
    delay_minutes: int | None
    public_status: str
    conflicts: tuple[str, ...]
    truth: Truth
    facts: Mapping[str, Value]
    not_observed: tuple[Phase, ...] = ()

    @property
    def departed(self) -> bool:
        """Off-block and not come back."""
        return self.phase in UNDER_WAY

    def to_json(self) -> dict[str, Any]:
        """For JSON: the derived parts, and under `facts` the values that count, times as instants."""
        return {
            "phase": self.phase,
            "disposition": self.disposition,
            "timeliness": self.timeliness,
            "delayMinutes": self.delay_minutes,
            "publicStatus": self.public_status,
            "conflicts": self.conflicts,
            "notObserved": self.not_observed,
            "truth": self.truth.to_json(),
            "facts": dict(self.facts),
        }


def derive(registers: reg.Registers) -> Derived:
    """Everything that follows from the registers of one flight."""
    winners = reg.winners(registers)
    facts = {field: register.value for field, register in winners.items()}
    movement = Movement.of(facts, boarding_stopped=_boarding_stopped(winners), continued=_continued(winners))
    disposition, conflicts = disposition_of(winners, movement)
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
    return Derived(
        movement.phase,
        disposition,
        timeliness,
        delay,
        _public_status(disposition, movement.phase, timeliness),
        conflicts,
        truth,
        facts,
        movement.not_observed,
    )


def _boarding_stopped(winners: Mapping[str, reg.Register]) -> Instant | None:
    """When boarding so far was last called off: by a delay that leaves too long, or by a reinstatement.

    A delay said during boarding stops it when more than `BOARDING_LEAD` is left; a shorter one keeps
    people at the gate or on board. A delay said before boarding began says nothing about it.
    """
    stops = []
    estimate = winners.get("estimatedOut")
    said = estimate.occurred_at if estimate is not None else 0
    if estimate is not None and isinstance(estimate.value, int) and estimate.value - said > BOARDING_LEAD:
        stops.append(said)
    cancelled = winners.get("cancelled")
    if cancelled is not None and cancelled.value is False:
        stops.append(cancelled.occurred_at)
    return max(stops, default=None)


def _continued(winners: Mapping[str, reg.Register]) -> Instant | None:
    diversion = winners.get("diversion")
    return diversion.occurred_at if diversion is not None and diversion.value is None else None


def _best_out(facts: Mapping[str, Value], movement: Movement) -> Instant | None:
    """Actual before estimated before scheduled; after a return only what lies behind it counts."""
    if movement.out is not None:
        return movement.out
    estimated = _instant(facts, "estimatedOut")
    if estimated is not None and movement.flown is not None and estimated > movement.flown:
        estimated = None  # it took off before: an estimate after the fact
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
