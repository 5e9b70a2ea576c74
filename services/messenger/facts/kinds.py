"""The frame of a message: the gravest kind among its facts."""

from enum import StrEnum

from services.core.clock import MINUTE
from services.core.flight.bands import NOTICEABLE_MINUTES, Band, band, minutes_late
from services.core.flight.truth import Disposition
from services.messenger.facts.aspects import TimeFact
from services.messenger.facts.facts import Facts


class Kind(StrEnum):
    """What a message is mainly about, gravest first."""

    CANCELLED = "cancelled"
    DIVERTED = "diverted"
    RETURNED = "returned"
    REINSTATED = "reinstated"
    EARLIER = "earlier"
    DELAY = "delay"
    DELAY_CLEARED = "delay_cleared"
    GATE = "gate"
    TERMINAL = "terminal"
    NEXT_INFO = "next_info"


_GRAVE = {
    Disposition.CANCELLED: Kind.CANCELLED,
    Disposition.DIVERTED: Kind.DIVERTED,
    Disposition.RETURNED: Kind.RETURNED,
}


def kind_of(facts: Facts) -> Kind:
    """The frame. A grave state frames every message while it lasts; good news only the first one."""
    disposition = facts.disposition
    if disposition and disposition.new in _GRAVE:
        return _GRAVE[disposition.new]
    if disposition and disposition.is_new:
        return Kind.REINSTATED
    if facts.out and (moved := _lateness(facts.out)):
        return moved
    candidates = (
        (facts.out, Kind.DELAY_CLEARED),
        (facts.gate, Kind.GATE),
        (facts.terminal, Kind.TERMINAL),
        (facts.next_info, Kind.NEXT_INFO),
    )
    told = [(fact, kind) for fact, kind in candidates if fact]
    newest = next((kind for fact, kind in told if fact.is_new), None)
    return newest or (told[0][1] if told else Kind.REINSTATED)


def _lateness(out: TimeFact) -> Kind | None:
    if out.new is None:
        return Kind.DELAY
    if out.scheduled is None:
        return None
    late = minutes_late(out.new, out.scheduled)
    if late >= NOTICEABLE_MINUTES:
        return Kind.DELAY
    return Kind.EARLIER if out.scheduled - out.new >= NOTICEABLE_MINUTES * MINUTE else None


def band_of(facts: Facts) -> Band | None:
    """The band of lateness that the message states, None when it states none."""
    return band(facts.out.new, facts.out.scheduled) if facts.out else None
