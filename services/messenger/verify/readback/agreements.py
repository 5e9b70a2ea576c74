"""Claims against facts: one small named check for each kind of fact and each of its roles."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from services.core.clock import MINUTE, Instant
from services.core.flight.bands import NOTICEABLE_MINUTES
from services.core.flight.truth import Disposition
from services.messenger.facts.aspects import LabelFact, Place
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading

T = TypeVar("T")

Check = Callable[[Reading, Facts], bool]
"""Whether the reading agrees with the facts."""


def _same(reading: Reading, claimed: set[T], true: set[T]) -> bool:
    """A subject line may leave out, a body may not; neither may add."""
    return claimed <= true if reading.subject else claimed == true


def _minutes(*instants: Instant | None) -> set[Instant]:
    return {instant // MINUTE * MINUTE for instant in instants if instant is not None}


def _flight(reading: Reading, facts: Facts) -> bool:
    return reading.designators == {facts.designator}


def _flight_date(reading: Reading, facts: Facts) -> bool:
    return _same(reading, reading.flight_dates, {facts.day.isoformat()})


def _at(reading: Reading, claimed: set[tuple[str | None, str]], place: Place | None) -> bool:
    """The code is right, and so is the city wherever one is named."""
    true = {place.iata} if place else set()
    cities = {city for city, _ in claimed if city is not None}
    return _same(reading, {code for _, code in claimed}, true) and cities <= {place.city if place else None}


def _origin(reading: Reading, facts: Facts) -> bool:
    return _at(reading, reading.origins, facts.origin)


def _destination(reading: Reading, facts: Facts) -> bool:
    return _at(reading, reading.destinations, facts.destination)


def _new_time(reading: Reading, facts: Facts) -> bool:
    return _same(reading, reading.time("new"), _minutes(facts.time.new) if facts.time else set())


def _scheduled_time(reading: Reading, facts: Facts) -> bool:
    return _same(reading, reading.time("scheduled"), _minutes(facts.time.scheduled) if facts.time else set())


def _previous_time(reading: Reading, facts: Facts) -> bool:
    time = facts.time
    true = _minutes(time.previous) - _minutes(time.new, time.scheduled) if time else set()
    return _same(reading, reading.time("previous"), true)


def _unknown_time(reading: Reading, facts: Facts) -> bool:
    unknown = facts.time is not None and facts.time.new is None
    return reading.time_unknown == unknown or (reading.subject and not reading.time_unknown)


def _next_info(reading: Reading, facts: Facts) -> bool:
    return _same(
        reading, reading.time("next_info"), _minutes(facts.next_info.at) if facts.next_info else set()
    )


def _next_info_open(reading: Reading, facts: Facts) -> bool:
    lapsed = facts.next_info is not None and facts.next_info.at is None
    return reading.next_info_open == lapsed or (reading.subject and not reading.next_info_open)


def _duration(reading: Reading, facts: Facts) -> bool:
    late = _late_minutes(facts)
    return reading.durations <= ({late} if late is not None and late > 0 else set())


def _late_minutes(facts: Facts) -> int | None:
    """Between the minutes that a text can show."""
    time = facts.time
    if time is None or time.new is None or time.scheduled is None:
        return None
    return time.new // MINUTE - time.scheduled // MINUTE


def _label_new(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.new} if fact and fact.new else set()
        return _same(reading, reading.label(f"{word}.new"), true)

    return check


def _label_old(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.old} if fact and fact.old and fact.new and fact.old != fact.new else set()
        return _same(reading, reading.label(f"{word}.old"), true)

    return check


def _label_withdrawn(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {fact.old} if fact and fact.old and not fact.new else set()
        return _same(reading, reading.label(f"{word}.withdrawn"), true)

    return check


def _label_open(word: str) -> Check:
    def check(reading: Reading, facts: Facts) -> bool:
        fact: LabelFact | None = getattr(facts, word)
        true = {word} if fact and not fact.new else set()
        return _same(reading, reading.open_labels & {word}, true)

    return check


def _disposition(reading: Reading, facts: Facts) -> bool:
    true = {facts.disposition.new.value} if facts.disposition else set()
    return _same(reading, reading.dispositions, true)


def _cancellation_withdrawn(reading: Reading, facts: Facts) -> bool:
    fact = facts.disposition
    withdrawn = (
        fact is not None
        and fact.is_new
        and (fact.old, fact.new) == (Disposition.CANCELLED, Disposition.OPERATING)
    )
    return reading.cancellation_withdrawn == withdrawn or (
        reading.subject and not reading.cancellation_withdrawn
    )


def _diverted_to(reading: Reading, facts: Facts) -> bool:
    return _at(reading, reading.diversion("new"), facts.diversion.new if facts.diversion else None)


def _diverted_from(reading: Reading, facts: Facts) -> bool:
    """What the flight goes to an alternate instead of: its destination."""
    diverted = facts.diversion is not None and facts.diversion.new is not None
    return _at(reading, reading.diversion("instead_of"), facts.destination if diverted else None)


def _earlier_diversion(reading: Reading, facts: Facts) -> bool:
    fact = facts.diversion
    replaced = fact.old if fact and fact.old and fact.new and fact.old.iata != fact.new.iata else None
    return _at(reading, reading.diversion("old"), replaced)


def _diversion_withdrawn(reading: Reading, facts: Facts) -> bool:
    fact = facts.diversion
    withdrawn = fact.old if fact and fact.new is None else None
    ended = fact is not None and fact.old is None and fact.new is None
    same_end = reading.diversion_ended == ended or (reading.subject and not reading.diversion_ended)
    return _at(reading, reading.diversion("withdrawn"), withdrawn) and same_end


def _lateness(reading: Reading, facts: Facts) -> bool:
    late = _late_minutes(facts)
    if late is None:
        true = {"late"} if facts.time and facts.time.scheduled is not None else set()
    elif late >= NOTICEABLE_MINUTES:
        true = {"late"}
    else:
        true = {"early"} if late <= -NOTICEABLE_MINUTES else {"on_time"}
    return reading.lateness <= true


def _reason(reading: Reading, facts: Facts) -> bool:
    return reading.reasons <= ({facts.reason} if facts.reason else set())


AGREEMENTS: Final[Mapping[str, Check]] = {
    "flight": _flight,
    "flight_date": _flight_date,
    "origin": _origin,
    "destination": _destination,
    "new_time": _new_time,
    "scheduled_time": _scheduled_time,
    "previous_time": _previous_time,
    "unknown_time": _unknown_time,
    "next_info": _next_info,
    "next_info_open": _next_info_open,
    "duration": _duration,
    "gate_new": _label_new("gate"),
    "gate_old": _label_old("gate"),
    "gate_withdrawn": _label_withdrawn("gate"),
    "gate_open": _label_open("gate"),
    "terminal_new": _label_new("terminal"),
    "terminal_old": _label_old("terminal"),
    "terminal_withdrawn": _label_withdrawn("terminal"),
    "terminal_open": _label_open("terminal"),
    "disposition": _disposition,
    "cancellation_withdrawn": _cancellation_withdrawn,
    "diverted_to": _diverted_to,
    "diverted_from": _diverted_from,
    "earlier_diversion": _earlier_diversion,
    "diversion_withdrawn": _diversion_withdrawn,
    "lateness": _lateness,
    "reason": _reason,
}
