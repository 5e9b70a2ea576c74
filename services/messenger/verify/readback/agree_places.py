"""Flight, route and diversion against the facts."""

from collections.abc import Mapping
from typing import Final

from services.messenger.facts.aspects import Place
from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.check import Check, same
from services.messenger.verify.readback.claims import Reading


def _flight(reading: Reading, facts: Facts) -> bool:
    return reading.designators == {facts.designator}


def _flight_date(reading: Reading, facts: Facts) -> bool:
    return same(reading, reading.flight_dates, {facts.day.isoformat()})


def _at(reading: Reading, claimed: set[tuple[str | None, str]], place: Place | None) -> bool:
    """The code is right, and so is the city wherever one is named."""
    true = {place.iata} if place else set()
    cities = {city for city, _ in claimed if city is not None}
    return same(reading, {code for _, code in claimed}, true) and cities <= {place.city if place else None}


def _origin(reading: Reading, facts: Facts) -> bool:
    return _at(reading, reading.origins, facts.origin)


def _destination(reading: Reading, facts: Facts) -> bool:
    return _at(reading, reading.destinations, facts.destination)


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


PLACES: Final[Mapping[str, Check]] = {
    "flight": _flight,
    "flight_date": _flight_date,
    "origin": _origin,
    "destination": _destination,
    "diverted_to": _diverted_to,
    "diverted_from": _diverted_from,
    "earlier_diversion": _earlier_diversion,
    "diversion_withdrawn": _diversion_withdrawn,
}
