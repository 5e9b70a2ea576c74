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
    """The frame. A grave state frames every message while it lasts, good news only the first one."""
    disposition = facts.disposition
    if disposition and disposition.new in _GRAVE:
        return _GRAVE[disposition.new]
    if disposition and disposition.is_new:
        return Kind.REINSTATED
    if facts.time and (moved := _lateness(facts.time)):
        return moved
    candidates = (
        (facts.time, _calm(facts.time)),
        (facts.gate, Kind.GATE),
        (facts.terminal, Kind.TERMINAL),
        (facts.next_info, Kind.NEXT_INFO),
    )
    told = [(fact, kind) for fact, kind in candidates if fact]
    newest = next((kind for fact, kind in told if fact.is_new), None)
    return newest or (told[0][1] if told else Kind.REINSTATED)


def _calm(time: TimeFact | None) -> Kind:
    """Back on schedule, where a schedule is known to be back on."""
    known = time is not None and time.new is not None and time.scheduled is not None
    return Kind.DELAY_CLEARED if known else Kind.NEXT_INFO


def _lateness(time: TimeFact) -> Kind | None:
    if time.scheduled is None:
        return None
    if time.new is None:
        return Kind.DELAY
    if minutes_late(time.new, time.scheduled) >= NOTICEABLE_MINUTES:
        return Kind.DELAY
    early = time.scheduled - time.new >= NOTICEABLE_MINUTES * MINUTE
    return Kind.EARLIER if early else None


def band_of(facts: Facts) -> Band | None:
    """The band of lateness that the message states, None when it states none."""
    return band(facts.time.new, facts.time.scheduled) if facts.time else None


def bears_a_reason(kind: Kind) -> bool:
    """Whether a reason belongs into a message of this kind."""
    return kind in (Kind.CANCELLED, Kind.DIVERTED, Kind.RETURNED, Kind.DELAY)
