"""The facts that the wrong texts are wrong about: one flight, one fact or fate each."""

from dataclasses import replace
from datetime import date

from services.core.clock import Instant, parse_instant
from services.core.flight.truth import Disposition
from services.messenger.facts.airports import airport
from services.messenger.facts.aspects import (
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    TimeFact,
)
from services.messenger.facts.facts import Facts


def new_york(text: str) -> Instant:
    """An instant from local time at Newark on 8 or 9 March 2013 (EST): `08T14:05`."""
    return parse_instant(f"2013-03-{text}:00-05:00")


SCHEDULED = new_york("08T14:05")
PLAIN = Facts("UA207", date(2013, 3, 8), airport("EWR"), airport("IAH"))
ON_TIME = TimeFact(SCHEDULED, None, SCHEDULED, is_new=True)

DELAY = replace(PLAIN, time=TimeFact(SCHEDULED, None, new_york("08T14:50"), is_new=True))
ROLLING = replace(PLAIN, time=TimeFact(SCHEDULED, new_york("08T14:50"), new_york("08T15:20"), is_new=True))
MIDNIGHT = replace(PLAIN, time=TimeFact(new_york("08T23:50"), None, new_york("09T00:40"), is_new=True))
CLEARED = replace(PLAIN, time=TimeFact(SCHEDULED, new_york("08T14:50"), SCHEDULED, is_new=True))
UNKNOWN = replace(
    PLAIN,
    time=TimeFact(SCHEDULED, None, None, is_new=True),
    next_info=NextInfoFact(new_york("08T16:00"), is_new=True),
)
NO_MORE_NEWS = replace(DELAY, next_info=NextInfoFact(None, is_new=True))
GATE = replace(PLAIN, gate=LabelFact("A5", "B7", is_new=True))
GATE_GONE = replace(PLAIN, gate=LabelFact("A5", None, is_new=True))
TERMINAL = replace(PLAIN, terminal=LabelFact("A", "B", is_new=True))
TERMINAL_GONE = replace(PLAIN, terminal=LabelFact("A", None, is_new=True))
CANCELLED = replace(
    PLAIN,
    disposition=DispositionFact(None, Disposition.CANCELLED, is_new=True),
    reason="WEAT",
    rights_note="us-refund-cancelled.v1",
)
REINSTATED = replace(
    PLAIN,
    disposition=DispositionFact(Disposition.CANCELLED, Disposition.OPERATING, is_new=True),
    time=ON_TIME,
)
DIVERTED = replace(
    PLAIN,
    disposition=DispositionFact(None, Disposition.DIVERTED, is_new=True),
    diversion=DiversionFact(None, airport("DEN"), is_new=True),
)
REDIVERTED = replace(
    PLAIN,
    disposition=DispositionFact(Disposition.DIVERTED, Disposition.DIVERTED, is_new=True),
    diversion=DiversionFact(airport("DEN"), airport("STL"), is_new=True),
)
DIVERSION_OVER = replace(
    PLAIN,
    disposition=DispositionFact(Disposition.DIVERTED, Disposition.OPERATING, is_new=True),
    diversion=DiversionFact(airport("DEN"), None, is_new=True),
)
RETURNED = replace(PLAIN, disposition=DispositionFact(None, Disposition.RETURNED, is_new=True))

ALL = (
    *(DELAY, ROLLING, MIDNIGHT, CLEARED, UNKNOWN, NO_MORE_NEWS),
    *(GATE, GATE_GONE, TERMINAL, TERMINAL_GONE),
    *(CANCELLED, REINSTATED, DIVERTED, REDIVERTED, DIVERSION_OVER, RETURNED),
)
