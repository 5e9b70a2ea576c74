"""From the truth to what is announced: the only place with hysteresis.

An announcement leaves when the truth differs from what was last published by 15 minutes or a
band, gate, terminal, disposition, diversion or next-information time. It then publishes the
whole truth. Anything else is `flight.status_changed`, which starts nothing and leaves
`published` where it was: if it moved, three delays of ten minutes would never be told.
"""

from dataclasses import dataclass
from typing import Any, Final

from services.core.clock import MINUTE, Instant, format_instant
from services.core.contracts import detail_types as dt
from services.core.flight.bands import NOTICEABLE_MINUTES, Band, band, minutes_late
from services.core.flight.derive import Derived
from services.core.flight.ruling import AFTER_THE_FACT
from services.core.flight.truth import Baseline, Disposition, Truth

_DISPOSITION_FIELDS: Final = frozenset({"cancelled", "diversion", "returnedToGateAt", "returnedAirborneAt"})
_TIME_FIELDS: Final = frozenset(
    {"estimatedOut", "actualOut", "scheduledOut", "nextInfoAt", "returnedToGateAt"}
)
_GATE_FIELDS: Final = frozenset({"gate", "terminal"})


@dataclass(frozen=True, slots=True)
class Announcement:
    """One detail type to publish, its data (JSON-ready), and the registers that it speaks of."""

    detail_type: str
    data: dict[str, Any]
    fields: frozenset[str]


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
        return Announced(truth, filled, left, (*found, *_status_changed(derived, before, beside=True)))
    return Announced(published, filled, left_baseline, _status_changed(derived, before, beside=False))


def _settle(published: Truth, known: Baseline, filled: Baseline) -> Truth:
    start = filled.as_truth()
    return Truth(
        published.disposition,
        start.out if known.out is None else published.out,
        start.gate if known.gate is None else published.gate,
        start.terminal if known.terminal is None else published.terminal,
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
    found: dict[str, Announcement] = {}
    if (published.disposition, published.diverted_to) != (truth.disposition, truth.diverted_to):
        name = _disposition_type(published.disposition, truth.disposition)
        if name is not None:
            data = {
                "previousDisposition": published.disposition.value,
                "disposition": truth.disposition.value,
            }
            if truth.diverted_to:
                data["airport"] = truth.diverted_to
            found[name] = Announcement(name, data, _DISPOSITION_FIELDS)
    if truth.disposition is not Disposition.CANCELLED:
        # Times and gates of a cancelled flight mean nothing; they are announced with its reinstatement.
        if _time_differs(published, baseline, truth):
            name = dt.FLIGHT_DELAYED if _is_late(truth, baseline) else dt.FLIGHT_DELAY_CLEARED
            data = _time_data(published, baseline, truth) | {"afterTheFact": late}
            found[name] = Announcement(name, data, _TIME_FIELDS)
        if (published.gate, published.terminal) != (truth.gate, truth.terminal):
            found[dt.FLIGHT_GATE_CHANGED] = Announcement(
                dt.FLIGHT_GATE_CHANGED,
                {
                    "previousGate": published.gate,
                    "gate": truth.gate,
                    "previousTerminal": published.terminal,
                    "terminal": truth.terminal,
                },
                _GATE_FIELDS,
            )
    return tuple(found.values())


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


def _time_data(published: Truth, baseline: Baseline, truth: Truth) -> dict[str, Any]:
    severity = band(truth.out, baseline.out)
    delay = None if truth.out is None or baseline.out is None else minutes_late(truth.out, baseline.out)
    return {
        "severity": severity.value if severity else None,
        "delayMinutes": delay,
        "scheduledOut": _text(baseline.out),
        "previousOut": _text(published.out),
        "out": _text(truth.out),
        "nextInfoAt": _text(truth.next_info),
        "disposition": truth.disposition.value,
    }


def _status_changed(derived: Derived, before: Derived | None, *, beside: bool) -> tuple[Announcement, ...]:
    """The announcement that starts nothing; beside others only where phase, status or conflicts moved."""
    if before is not None:
        same = _face(before) == _face(derived)
        if same and (beside or before == derived):
            return ()
    data = {
        "phase": derived.phase.value,
        "disposition": derived.disposition.value,
        "publicStatus": derived.public_status,
        "delayMinutes": derived.delay_minutes,
        "out": _text(derived.truth.out),
        "conflicts": list(derived.conflicts),
    }
    return (Announcement(dt.FLIGHT_STATUS_CHANGED, data, frozenset(derived.facts)),)


def _face(derived: Derived) -> tuple[object, ...]:
    return derived.phase, derived.public_status, derived.conflicts


def _text(instant: Instant | None) -> str | None:
    return None if instant is None else format_instant(instant)
