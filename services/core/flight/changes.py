"""From the truth to what is announced: the only place with hysteresis.

An announcement leaves when the truth differs from what was last published by 15 minutes or a
band, gate, terminal, disposition, diversion or next-information time. It then publishes the
whole truth. Anything else is `flight.status_changed`, which starts nothing and leaves
`published` where it was: if it moved, three delays of ten minutes would never be told.
"""

from dataclasses import dataclass

from services.core.clock import MINUTE, Instant
from services.core.contracts import detail_types as dt
from services.core.flight.announcement import Announcement, of_disposition, of_gate, of_time, status_changed
from services.core.flight.bands import NOTICEABLE_MINUTES, Band, band
from services.core.flight.derive import Derived
from services.core.flight.ruling import AFTER_THE_FACT
from services.core.flight.truth import Baseline, Disposition, Truth

__all__ = ["Announced", "Announcement", "announce", "moves"]


@dataclass(frozen=True, slots=True)
class Announced:
    """What is published from now on, and the announcements that say so (at most one per aspect)."""

    published: Truth
    baseline: Baseline
    left_baseline: bool
    announcements: tuple[Announcement, ...]


def announce(
    published: Truth,
    baseline: Baseline,
    left_baseline: bool,
    derived: Derived,
    before: Derived | None,
    as_of: Instant,
) -> Announced:
    """Compare the truth with what was published. `before`: the derived state until now."""
    truth = derived.truth
    scheduled = derived.facts.get("scheduledOut")
    filled = baseline.filled(scheduled if isinstance(scheduled, int) else None, truth.gate, truth.terminal)
    if not left_baseline:
        # Nobody can have been told anything: what becomes known for the first time is the baseline.
        published = _settle(published, baseline, filled)
    found = _differences(published, filled, truth, late=_after_the_fact(derived, as_of))
    if found:
        left = left_baseline or filled.left_by(truth)
        return Announced(truth, filled, left, (*found, *status_changed(derived, before, beside=True)))
    return Announced(published, filled, left_baseline, status_changed(derived, before, beside=False))


def _settle(published: Truth, known: Baseline, filled: Baseline) -> Truth:
    return Truth(
        published.disposition,
        filled.out if known.out is None else published.out,
        filled.gate if known.gate is None else published.gate,
        filled.terminal if known.terminal is None else published.terminal,
        published.diverted_to,
        published.next_info,
    )


def _after_the_fact(derived: Derived, as_of: Instant) -> bool:
    """Whether an estimate that has passed is all that is known: accepted, and marked."""
    out = derived.truth.out
    return not derived.departed and out is not None and out < as_of - AFTER_THE_FACT


def _differences(
    published: Truth, baseline: Baseline, truth: Truth, *, late: bool
) -> tuple[Announcement, ...]:
    found: list[Announcement] = []
    if (published.disposition, published.diverted_to) != (truth.disposition, truth.diverted_to):
        name = _disposition_type(published.disposition, truth.disposition)
        if name is not None:
            found.append(of_disposition(name, published, truth))
    if truth.disposition is not Disposition.CANCELLED:
        # Times and gates of a cancelled flight mean nothing; they are announced with its reinstatement.
        if _time_differs(published, baseline, truth):
            name = dt.FLIGHT_DELAYED if _is_late(truth, baseline) else dt.FLIGHT_DELAY_CLEARED
            found.append(of_time(name, published, baseline, truth, after_the_fact=late))
        if (published.gate, published.terminal) != (truth.gate, truth.terminal):
            found.append(of_gate(published, truth))
    return tuple(found)


def _disposition_type(old: Disposition, new: Disposition) -> str | None:
    """None where the time aspect says it: a return to the gate, and leaving again after one."""
    if new is Disposition.CANCELLED:
        return dt.FLIGHT_CANCELLED
    if new is Disposition.DIVERTED:
        return dt.FLIGHT_DIVERTED
    return dt.FLIGHT_REINSTATED if old in (Disposition.CANCELLED, Disposition.DIVERTED) else None


def _time_differs(published: Truth, baseline: Baseline, truth: Truth) -> bool:
    if baseline.out is None:
        return False
    if Disposition.RETURNED in (published.disposition, truth.disposition) and (
        published.disposition is not truth.disposition
    ):
        return True
    return published.next_info != truth.next_info or moves(published.out, truth.out, baseline.out)


def moves(old: Instant | None, new: Instant | None, scheduled: Instant | None) -> bool:
    """Whether a departure time moved enough to be announced: 15 minutes, a band, or to or from unknown."""
    if old == new:
        return False
    if old is None or new is None:
        return True
    return abs(new - old) >= NOTICEABLE_MINUTES * MINUTE or band(old, scheduled) != band(new, scheduled)


def _is_late(truth: Truth, baseline: Baseline) -> bool:
    return (
        truth.disposition is Disposition.RETURNED
        or truth.next_info is not None
        or band(truth.out, baseline.out) is not Band.ON_TIME
    )
