"""What a fact says of its values, without the values: first given, changed, withdrawn, said again."""

from services.core.clock import MINUTE, Instant
from services.core.flight.truth import Disposition
from services.messenger.facts.aspects import (
    DispositionFact,
    DiversionFact,
    LabelFact,
    NextInfoFact,
    TimeFact,
)

Fact = DispositionFact | DiversionFact | TimeFact | LabelFact | NextInfoFact


def direction(fact: Fact) -> str:
    """The direction of a fact; phrase tables and templates have one entry for each."""
    match fact:
        case DispositionFact():
            return _of_disposition(fact)
        case TimeFact():
            return _of_time(fact)
        case DiversionFact(old=old, new=new):
            if new is None:
                return "withdrawn" if old else "ended"
            return "changed" if old and old.iata != new.iata else "set"
        case LabelFact(old=old, new=new):
            if new is None:
                return "withdrawn" if old else "open"
            if old is None or old == new:
                return "assigned"
            return "changed"
        case NextInfoFact(at=at):
            return "open" if at is None else "set"


def _of_disposition(fact: DispositionFact) -> str:
    if fact.new is not Disposition.OPERATING:
        return fact.new.value.lower()
    changed = fact.is_new and fact.old not in (None, Disposition.OPERATING)
    return f"after_{fact.old.value.lower()}" if changed and fact.old else "operating"


def minute(instant: Instant) -> Instant:
    """The instant as a text can tell it: the minute begun."""
    return instant - instant % MINUTE


def _of_time(fact: TimeFact) -> str:
    before = shown_previous(fact)
    if fact.new is None:
        return "unknown"
    if fact.scheduled is not None and minute(fact.new) == minute(fact.scheduled):
        return "as_scheduled"
    if fact.scheduled is None:
        return "set"
    if before is None:
        return "later" if fact.new > fact.scheduled else "earlier"
    return "moved_later" if fact.new > before else "moved_earlier"


def shown_previous(fact: TimeFact) -> Instant | None:
    """The time told before, where a text has to mention it: it is neither the new nor the scheduled one."""
    if fact.previous is None:
        return None
    known = {minute(instant) for instant in (fact.new, fact.scheduled) if instant is not None}
    return None if minute(fact.previous) in known else fact.previous
