"""The announcements themselves: one detail type each, with its data ready for JSON."""

from dataclasses import dataclass
from typing import Any, Final

from services.core.clock import Instant, format_instant
from services.core.contracts import detail_types as dt
from services.core.flight.bands import band, minutes_late
from services.core.flight.derive import Derived
from services.core.flight.truth import Baseline, Truth

_DISPOSITION_FIELDS: Final = frozenset(
    {"cancelled", "diversion", "returnedToGateAt", "returnedAirborneAt", "actualOff"}
)
_TIME_FIELDS: Final = frozenset(
    {"estimatedOut", "actualOut", "scheduledOut", "nextInfoAt", "returnedToGateAt", "returnedAirborneAt"}
)
_GATE_FIELDS: Final = frozenset({"gate", "terminal"})


@dataclass(frozen=True, slots=True)
class Announcement:
    """One detail type to publish, its data (JSON-ready), and the registers that it speaks of."""

    detail_type: str
    data: dict[str, Any]
    fields: frozenset[str]


def of_disposition(name: str, published: Truth, truth: Truth) -> Announcement:
    """`flight.cancelled`, `flight.reinstated` or `flight.diverted`."""
    data = {"previousDisposition": published.disposition.value, "disposition": truth.disposition.value}
    if truth.diverted_to:
        data["airport"] = truth.diverted_to
    return Announcement(name, data, _DISPOSITION_FIELDS)


def of_time(
    name: str, published: Truth, baseline: Baseline, truth: Truth, *, after_the_fact: bool
) -> Announcement:
    """`flight.delayed` or `flight.delay_cleared`; times as RFC 3339, `delayMinutes` against the schedule."""
    severity = band(truth.out, baseline.out)
    delay = None if truth.out is None or baseline.out is None else minutes_late(truth.out, baseline.out)
    data = {
        "severity": severity.value if severity else None,
        "delayMinutes": delay,
        "scheduledOut": _text(baseline.out),
        "previousOut": _text(published.out),
        "out": _text(truth.out),
        "nextInfoAt": _text(truth.next_info),
        "disposition": truth.disposition.value,
        "afterTheFact": after_the_fact,
    }
    return Announcement(name, data, _TIME_FIELDS)


def of_gate(published: Truth, truth: Truth) -> Announcement:
    """`flight.gate_changed`."""
    data = {
        "previousGate": published.gate,
        "gate": truth.gate,
        "previousTerminal": published.terminal,
        "terminal": truth.terminal,
    }
    return Announcement(dt.FLIGHT_GATE_CHANGED, data, _GATE_FIELDS)


def status_changed(derived: Derived, before: Derived | None, *, beside: bool) -> tuple[Announcement, ...]:
    """The announcement that starts nothing; beside others only where phase, status or conflicts moved."""
    if before is not None:
        same = (
            before.phase is derived.phase
            and before.public_status == derived.public_status
            and before.conflicts == derived.conflicts
        )
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


def _text(instant: Instant | None) -> str | None:
    return None if instant is None else format_instant(instant)
