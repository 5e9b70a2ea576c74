"""What becomes of one event when it arrives: taken, repeated, stale, or in conflict with one before.

The merge itself takes anything, in any order. But of two bodies under one sequence number the second to
arrive is kept out of it, and has to be seen. The state remembers what was kept out: registers forget
the first body when a higher count replaces it, and the second, delivered again, would then get in.
"""

import hashlib
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from services.core.clock import MINUTE, Instant
from services.core.flight import registers as reg
from services.core.flight.event import FlightEvent, Value

AFTER_THE_FACT: Final = 5 * MINUTE
"""A new time that lies further back than this when it is said comes after the fact."""

_ACTUAL: Final = frozenset({"actualOut", "actualOff", "actualOn", "actualIn"})
_RETURNS: Final = ("returnedToGateAt", "returnedAirborneAt")
_NONE: Final[frozenset[str]] = frozenset()
_NOBODY: Final[Mapping[str, reg.Register]] = {}


class Verdict(StrEnum):
    """The verdict on one event."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    CONFLICTING = "conflicting_seq"


class Ruling(NamedTuple):
    """The verdict, and what it was for each field.

    `changed` are the registers that the event set, `stale` those of its fields that a higher count
    had set before, `corrected` the actual times that it replaced. `late` says that the new departure
    time lay in the past when it was said. `mark` is what the state has to remember of an event kept out.
    """

    verdict: Verdict
    changed: frozenset[str] = _NONE
    stale: frozenset[str] = _NONE
    corrected: frozenset[str] = _NONE
    late: bool = False
    mark: str | None = None


def rule(
    registers: reg.Registers, kept_out: Collection[str], event: FlightEvent, as_of: Instant
) -> tuple[reg.Registers, Ruling]:
    """Take in one event, or keep it out. `as_of` is the business time at which it is taken in."""
    if kept_out and mark_of(event) in kept_out:
        return registers, _kept_out(event)
    same, repeated = _same_before(registers, event)
    merged, changed = reg.merge(registers, event)
    if same:
        if any(event.facts.get(field, same) != value for field, value in same.items()):
            return registers, _kept_out(event)
        # Had the body under this number been this one, all of it would stand here, or newer.
        more = changed - same.keys()
        return registers, _kept_out(event) if more else Ruling(Verdict.DUPLICATE)
    if repeated:
        return registers, Ruling(Verdict.DUPLICATE)
    stale = event.facts.keys() - changed
    if not changed:
        return registers, Ruling(Verdict.STALE, stale=frozenset(stale))
    return merged, Ruling(
        Verdict.APPLIED,
        changed,
        frozenset(stale) if stale else _NONE,
        _corrected(registers, event) & changed,
        is_after_the_fact(event, as_of),
    )


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


def _same_before(registers: reg.Registers, event: FlightEvent) -> tuple[dict[str, Value], bool]:
    """What its own lineage holds under the event's number, and whether anything under the event's id."""
    lineage, seq, event_id = reg.lineage_of(event), event.seq, event.event_id
    same: dict[str, Value] = {}
    repeated = False
    for field, lineages in registers.items():
        register = lineages.get(lineage)
        if register is None:
            continue
        if register.seq == seq:  # never for an event without a number
            same[field] = register.value
        if register.event_id == event_id:
            repeated = True
    return same, repeated


def _corrected(registers: reg.Registers, event: FlightEvent) -> frozenset[str]:
    """Actual times that the source itself reported otherwise. Leaving again after a return is none."""
    found = []
    for field in event.facts.keys() & _ACTUAL:
        own = registers.get(field, _NOBODY).get(reg.lineage_of(event))
        before = own.value if own is not None else None
        if isinstance(before, int) and before != event.facts[field] and not _taken_back(registers, before):
            found.append(field)
    return frozenset(found)


def _taken_back(registers: reg.Registers, time: Instant) -> bool:
    returns = (reg.winner(registers, name) for name in _RETURNS)
    return any(one is not None and isinstance(one.value, int) and one.value >= time for one in returns)
