"""What becomes of one event when it arrives: taken, repeated, stale, or in conflict with one before.

The merge itself takes anything, in any order. But of two bodies under one sequence number the second to
arrive is kept out of it, and has to be seen. The state remembers what was kept out: registers forget
the first body when a higher count replaces it, and the second, delivered again, would then get in.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.core.clock import MINUTE, Instant
from services.core.flight import registers as reg
from services.core.flight.event import FlightEvent

AFTER_THE_FACT: Final = 5 * MINUTE
"""A new time that lies further back than this when it is said comes after the fact."""

_ACTUAL: Final = frozenset({"actualOut", "actualOff", "actualOn", "actualIn"})
_RETURNS: Final = ("returnedToGateAt", "returnedAirborneAt")


class Verdict(StrEnum):
    """The verdict on one event."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    CONFLICTING = "conflicting_seq"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict, and what it was for each field.

    `changed` are the registers that the event set, `stale` those of its fields that a higher count
    had set before, `corrected` the actual times that it replaced. `late` says that the new departure
    time lay in the past when it was said. `mark` is what the state has to remember of an event kept out.
    """

    verdict: Verdict
    changed: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    corrected: frozenset[str] = frozenset()
    late: bool = False
    mark: str | None = None


def rule(
    registers: reg.Registers, kept_out: Collection[str], event: FlightEvent, as_of: Instant
) -> tuple[reg.Registers, Ruling]:
    """Take in one event, or keep it out. `as_of` is the business time at which it is taken in."""
    if kept_out and mark_of(event) in kept_out:
        return registers, _kept_out(event)
    own = _own_lineage(registers, event)
    merged, changed = reg.merge(registers, event)
    if event.seq is not None:
        same = {field: register.value for field, register in own.items() if register.seq == event.seq}
        if any(event.facts.get(field, same) != value for field, value in same.items()):
            return registers, _kept_out(event)
        if same:
            # Had the body under this number been this one, all of it would stand here, or newer.
            more = changed - same.keys()
            return registers, _kept_out(event) if more else Ruling(Verdict.DUPLICATE)
    if any(register.event_id == event.event_id for register in own.values()):
        return registers, Ruling(Verdict.DUPLICATE)
    stale = frozenset(event.facts) - changed
    if not changed:
        return registers, Ruling(Verdict.STALE, stale=stale)
    corrected = frozenset(_corrected(registers, event, own)) & changed
    return merged, Ruling(Verdict.APPLIED, changed, stale, corrected, is_after_the_fact(event, as_of))


def mark_of(event: FlightEvent) -> str:
    """Tells this body from every other, under the same event id too."""
    facts = sorted((field, repr(value)) for field, value in event.facts.items())
    text = repr((event.source, event.seq, event.event_id, facts))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _kept_out(event: FlightEvent) -> Ruling:
    return Ruling(Verdict.CONFLICTING, mark=mark_of(event))


def is_after_the_fact(event: FlightEvent, as_of: Instant) -> bool:
    """Whether the event gives an estimate of a moment that has passed."""
    estimate = event.facts.get("estimatedOut")
    return isinstance(estimate, int) and estimate < as_of - AFTER_THE_FACT


def _own_lineage(registers: reg.Registers, event: FlightEvent) -> dict[str, reg.Register]:
    lineage = reg.lineage_of(event)
    return {field: lineages[lineage] for field, lineages in registers.items() if lineage in lineages}


def _corrected(
    registers: reg.Registers, event: FlightEvent, own: Mapping[str, reg.Register]
) -> Iterator[str]:
    """Actual times that the source itself reported otherwise. Leaving again after a return is none."""
    for field in _ACTUAL & event.facts.keys() & own.keys():
        before = own[field].value
        if isinstance(before, int) and before != event.facts[field] and not _taken_back(registers, before):
            yield field


def _taken_back(registers: reg.Registers, time: Instant) -> bool:
    returns = (reg.winner(registers, name) for name in _RETURNS)
    return any(one is not None and isinstance(one.value, int) and one.value >= time for one in returns)
